import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import { argumentOf, constantText, valuesIn } from '../code/lookup.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { functionNamed } from '../routes/route.ts'
import type { Change, Migration } from './change.ts'
import { addedField, fieldsOf, shapeOf } from './django-fields.ts'
import { embeddedChanges } from './embedded.ts'

/** A migration of Django. Its tables are named after their models. */
export function djangoMigration(file: SourceFile, code: Code): Migration {
  const isAtomic = code.assignments.find(({ target, scope }) => target === 'atomic' && scope.class === 'Migration')?.value
  return {
    tool: 'Django',
    changes: code.calls.flatMap((call) => operation(file, code, call)).filter(({ kind }) => !isFirst(code) || FIRST.has(kind)),
    transactional: !(isAtomic?.kind === 'boolean' && !isAtomic.value),
    hasLockTimeout: /\block_timeout\b/i.test(file.text),
    dialect: /django\.contrib\.postgres/.test(file.text) ? 'postgresql' : undefined,
  }
}

/** Django runs those that begin an app, or that stand for many others, where there are no rows yet. */
function isFirst({ assignments }: Code): boolean {
  return assignments.some(
    ({ target, scope, value }) =>
      scope.class === 'Migration' &&
      ((target === 'initial' && value.kind === 'boolean' && value.value) || (target === 'replaces' && value.kind === 'list')),
  )
}

const FIRST: ReadonlySet<Change['kind']> = new Set(['create table', 'field'])

type Bare = Omit<Change, 'range'>

function operation(file: SourceFile, code: Code, call: Call): readonly Change[] {
  // What only changes Django's own idea of the models touches no table.
  if (stateOnly(code).has(call)) return []
  if (call.method === 'RunSQL') return embeddedChanges(file, argumentOf(call, 'sql', 0))
  if (call.method === 'RunPython') return backfill(code, call)
  if (call.scope.class !== 'Migration') return []
  const table = lower(argumentOf(call, 'model_name', 0))
  const change = OPERATIONS[call.method]?.(call, table)
  return change ? [change].flat().map((one) => ({ ...one, range: call.range })) : []
}

const stateOnly = onceFor(({ calls }: Code): ReadonlySet<Value> => {
  const around = calls.filter(({ method }) => method === 'SeparateDatabaseAndState')
  return new Set(around.flatMap((call) => stateOf(call)))
})

function stateOf(call: Call): readonly Value[] {
  const state = argumentOf(call, 'state_operations', 1)
  return state ? valuesIn(state) : []
}

function lower(value: Value | undefined): string {
  return (constantText(value) ?? '').toLowerCase()
}

type Operation = (call: Call, table: string) => Bare | readonly Bare[] | undefined

const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateModel: (call) => {
    const table = lower(argumentOf(call, 'name', 0))
    return [{ kind: 'create table', table }, ...fieldsOf(argumentOf(call, 'fields', 1), table)]
  },
  DeleteModel: (call) => ({ kind: 'drop table', table: lower(argumentOf(call, 'name', 0)) }),
  RenameModel: (call) => ({ kind: 'rename table', table: lower(argumentOf(call, 'old_name', 0)) }),
  AddIndex: (call, table) => ({ kind: 'create index', table, name: nameIn(argumentOf(call, 'index', 1)) }),
  AddIndexConcurrently: (call, table) => ({ kind: 'create index', table, name: nameIn(argumentOf(call, 'index', 1)), online: true }),
  AddField: (call, table) => addedField(call, table),
  AlterField: (call, table) => {
    const field = shapeOf(argumentOf(call, 'field', 2))
    return field && { kind: 'field', table, name: constantText(argumentOf(call, 'name', 1)), field }
  },
  RemoveField: (call, table) => ({ kind: 'drop column', table, name: constantText(argumentOf(call, 'name', 1)) }),
  RenameField: (call, table) => ({ kind: 'rename column', table, name: constantText(argumentOf(call, 'old_name', 1)) }),
  AlterUniqueTogether: (call) => {
    const sets = argumentOf(call, 'unique_together', 1)
    const isEmpty = (sets?.kind === 'list' && sets.items.length === 0) || (sets?.kind === 'call' && sets.args.length === 0)
    return sets && !isEmpty ? { kind: 'add unique', table: lower(argumentOf(call, 'name', 0)), name: 'unique_together' } : undefined
  },
  AddConstraint: (call, table) => constraint(argumentOf(call, 'constraint', 1), table, false),
  AddConstraintNotValid: (call, table) => constraint(argumentOf(call, 'constraint', 1), table, true),
}

function nameIn(value: Value | undefined): string | undefined {
  return value?.kind === 'call' ? constantText(argumentOf(value, 'name')) : undefined
}

function constraint(value: Value | undefined, table: string, online: boolean): Bare | undefined {
  if (value?.kind !== 'call') return
  const kind =
    value.method === 'CheckConstraint' ? 'add check' : /^(?:Unique|Exclusion)Constraint$/.test(value.method) ? 'add unique' : 'alter'
  return { kind, table, name: nameIn(value), online }
}

/** `Order.objects.update(…)`, `Order.objects.all().delete()`: no condition, and no batch. */
const WHOLE = /\.objects(?:\.all\(\))?\.(?:update|delete)$/

/** A function that saves every row by itself, in the transaction of the migration. */
function backfill(code: Code, call: Call): readonly Change[] {
  const given = argumentOf(call, 'code', 0)
  const func = given?.kind === 'name' ? functionNamed(code, given.name) : undefined
  if (!func) return []
  const whole = func.calls.find(({ callee, scope }) => WHOLE.test(callee) && scope.loops === 0)
  if (whole) return [{ kind: 'write all rows', table: func.name ?? 'rows', range: whole.range }]
  const batches = /\b(?:batch|chunk|iterator|bulk_update|islice|paginator|in_bulk)/i
  if (func.calls.some(({ callee }) => batches.test(callee)) || func.params.length === 0) return []
  const saves = func.calls.find(({ method, scope, args }) => method === 'save' && scope.loops > 0 && args.length < 3)
  const everything = func.calls.find(({ callee }) => /\.objects(?:\(\))?\.(?:all|exclude|filter)$|\.objects\.all\(\)/.test(callee))
  if (!saves || !everything) return []
  return [{ kind: 'write row by row', table: func.name ?? 'rows', range: call.range }]
}
