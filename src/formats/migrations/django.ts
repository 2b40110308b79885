import type { SourceFile } from '#model/snapshot'
import { argumentOf, constantText, valuesIn } from '../code/lookup.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { functionNamed } from '../routes/route.ts'
import type { Change, FieldShape, Migration } from './change.ts'
import { embeddedChanges } from './embedded.ts'

/** A migration of Django. Its tables are named after their models. */
export function djangoMigration(file: SourceFile, code: Code): Migration {
  const isAtomic = code.assignments.find(({ target, scope }) => target === 'atomic' && scope.class === 'Migration')?.value
  return {
    tool: 'Django',
    changes: code.calls.flatMap((call) => operation(file, code, call)),
    transactional: !(isAtomic?.kind === 'boolean' && !isAtomic.value),
    hasLockTimeout: /\block_timeout\b/i.test(file.text),
    dialect: /django\.contrib\.postgres/.test(file.text) ? 'postgresql' : undefined,
  }
}

type Bare = Omit<Change, 'range'>

function operation(file: SourceFile, code: Code, call: Call): readonly Change[] {
  // What only changes Django's own idea of the models touches no table.
  if (call.scope.inside.length > 0 && /SeparateDatabaseAndState/.test(call.scope.inside.join(' ')) && isStateOnly(code, call)) return []
  if (call.method === 'RunSQL') return embeddedChanges(file, argumentOf(call, 'sql', 0))
  if (call.method === 'RunPython') return backfill(code, call)
  if (call.scope.class !== 'Migration') return []
  const table = lower(argumentOf(call, 'model_name', 0))
  const change = OPERATIONS[call.method]?.(call, table)
  return change ? [change].flat().map((one) => ({ ...one, range: call.range })) : []
}

function isStateOnly(code: Code, call: Call): boolean {
  const around = code.calls.filter(({ method }) => method === 'SeparateDatabaseAndState')
  return around.some((one) => {
    const state = argumentOf(one, 'state_operations')
    return state !== undefined && [...valuesIn(state)].includes(call)
  })
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

function addedField(call: Call, table: string): readonly Bare[] {
  const field = argumentOf(call, 'field', 2)
  const name = constantText(argumentOf(call, 'name', 1))
  const shape = shapeOf(field)
  if (field?.kind !== 'call' || !shape || shape.type === 'ManyToManyField') return []
  const isFilled = ['default', 'db_default', 'auto_now', 'auto_now_add', 'expression'].some((key) => argumentOf(field, key))
  const blank = argumentOf(field, 'blank')
  // Django fills these with an empty text.
  const isText = /Char|Text|Slug|Email|URL|File|Image/.test(shape.type) && blank?.kind === 'boolean' && blank.value
  const isRequired = !(shape.nullable || isFilled || isText || /^(?:\w*AutoField|GeneratedField)$/.test(shape.type)) && isKnown(shape.type)
  return [
    { kind: isRequired ? 'add required column' : 'add column', table, name },
    { kind: 'field', table, name, field: shape },
  ]
}

/** Fields of other packages may fill themselves. */
function isKnown(type: string): boolean {
  return /^(?:Char|Text|Slug|Email|URL|(?:Positive)?(?:Big|Small)?Integer|Float|Decimal|Boolean|Date|DateTime|Time|Duration|UUID|JSON|Binary|IPAddress|GenericIPAddress)Field$|^ForeignKey$|^OneToOneField$/.test(
    type,
  )
}

function fieldsOf(fields: Value | undefined, table: string): readonly Bare[] {
  if (fields?.kind !== 'list') return []
  return fields.items.flatMap((item): readonly Bare[] => {
    if (item.kind !== 'list') return []
    const [name, value] = item.items
    const field = shapeOf(value)
    return field ? [{ kind: 'field', table, name: constantText(name), field }] : []
  })
}

function shapeOf(value: Value | undefined): FieldShape | undefined {
  if (value?.kind !== 'call') return
  const [nullable, length] = [argumentOf(value, 'null'), argumentOf(value, 'max_length')]
  return {
    type: value.method,
    nullable: nullable?.kind === 'boolean' && nullable.value,
    length: length?.kind === 'number' ? length.value : undefined,
  }
}

/** A function that saves every row by itself, in the transaction of the migration. */
function backfill(code: Code, call: Call): readonly Change[] {
  const given = argumentOf(call, 'code', 0)
  const func = given?.kind === 'name' ? functionNamed(code, given.name) : undefined
  if (!func) return []
  const batches = /\b(?:batch|chunk|iterator|bulk_update|islice|paginator|in_bulk)/i
  if (func.calls.some(({ callee }) => batches.test(callee)) || func.params.length === 0) return []
  const saves = func.calls.find(({ method, scope, args }) => method === 'save' && scope.loops > 0 && args.length < 3)
  const everything = func.calls.find(({ callee }) => /\.objects(?:\(\))?\.(?:all|exclude|filter)$|\.objects\.all\(\)/.test(callee))
  if (!saves || !everything) return []
  return [{ kind: 'write row by row', table: func.name ?? 'rows', range: call.range }]
}
