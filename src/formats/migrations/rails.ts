import type { SourceFile } from '#model/snapshot'
import { argumentOf, constantText, entryOf, positional } from '../code/lookup.ts'
import type { Call, Code, Value } from '../code/view.ts'
import type { Change, Migration } from './change.ts'
import { tableName } from './change.ts'
import { embeddedChanges } from './embedded.ts'

/** A migration of Rails: what `change` or `up` does, except what the team has declared safe. */
export function railsMigration(file: SourceFile, code: Code): Migration {
  const calls = code.calls.filter(
    ({ scope }) => scope.function !== 'down' && !scope.inside.some((one) => /^(?:safety_assured|dir\.down|reversible\.down)$/.test(one)),
  )
  return {
    tool: 'Rails',
    changes: calls.flatMap((call) => operation(file, code, call)),
    transactional: !/\bdisable_ddl_transaction!/.test(file.text),
    hasLockTimeout: /\block_timeout\b|\bwith_lock_retries\b|\benable_lock_retries!/.test(file.text),
    dialect: /using: :gin|:jsonb|algorithm: :concurrently/.test(file.text) ? 'postgresql' : undefined,
  }
}

type Bare = Omit<Change, 'range'>

function operation(file: SourceFile, code: Code, call: Call): readonly Change[] {
  if (call.callee === 'execute') return embeddedChanges(file, positional(call, 0))
  if (call.method === 'update_all' && /^[A-Z]\w*(?:\.unscoped\(\))?\.update_all$/.test(call.callee)) {
    return [{ kind: 'write all rows', table: call.callee.split('.')[0]!, range: call.range }]
  }
  const inTable = /^(?:t|table)\.(\w+)$/.exec(call.callee)?.[1]
  const table = inTable ? blockTable(code, call) : tableName(constantText(positional(call, 0)) ?? '')
  if (table === undefined || (!inTable && call.receiver)) return []
  const change = inTable ? tableOperation(inTable, call, table) : OPERATIONS[call.method]?.(call, table, 1)
  return change ? [{ ...change, range: call.range }] : []
}

/** The table of the `change_table` block around. */
function blockTable(code: Code, { range }: Call): string | undefined {
  const around = code.calls.findLast((one) => {
    const block = one.args.at(-1)?.value
    return block?.kind === 'function' && isWithin(range, block.range) && /^(?:change|create)_table$/.test(one.method)
  })
  return around?.method === 'change_table' ? tableName(constantText(positional(around, 0)) ?? '') : undefined
}

function isWithin(inner: Call['range'], outer: Call['range']): boolean {
  const [from, to] = [inner.start.line * 1e6 + inner.start.column, inner.end.line * 1e6 + inner.end.column]
  return from >= outer.start.line * 1e6 + outer.start.column && to <= outer.end.line * 1e6 + outer.end.column
}

function tableOperation(method: string, call: Call, table: string): Bare | undefined {
  const names: Readonly<Record<string, string>> = {
    index: 'add_index',
    change: 'change_column',
    remove: 'remove_column',
    rename: 'rename_column',
    references: 'add_reference',
    belongs_to: 'add_reference',
    foreign_key: 'add_foreign_key',
  }
  return OPERATIONS[names[method] ?? '']?.(call, table, 0)
}

type Operation = (call: Call, table: string, first: number) => Bare | undefined

function named(call: Call, first: number): string | undefined {
  const value = positional(call, first)
  return value?.kind === 'list' ? value.items.flatMap((item) => constantText(item) ?? []).join(', ') : constantText(value)
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && !value.value
}

function isConcurrent(value: Value | undefined): boolean {
  return constantText(value) === 'concurrently'
}

const addReference: Operation = (call, table, first) => {
  const index = argumentOf(call, 'index')
  if (isFalse(index)) return { kind: 'add column', table, name: named(call, first) }
  return { kind: 'create index', table, name: named(call, first), online: isConcurrent(entryOf(index, 'algorithm')?.value) }
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  create_table: (_, table) => ({ kind: 'create table', table }),
  create_join_table: (_, table) => ({ kind: 'create table', table }),
  drop_table: (_, table) => ({ kind: 'drop table', table }),
  rename_table: (_, table) => ({ kind: 'rename table', table }),
  add_index: (call, table, first) => ({
    kind: 'create index',
    table,
    name: constantText(argumentOf(call, 'name')) ?? named(call, first),
    online: isConcurrent(argumentOf(call, 'algorithm')),
  }),
  add_column: (call, table, first) => ({
    kind:
      isFalse(argumentOf(call, 'null')) && isMissing(argumentOf(call, 'default')) && !argumentOf(call, 'as')
        ? 'add required column'
        : 'add column',
    table,
    name: named(call, first),
  }),
  add_reference: addReference,
  add_belongs_to: addReference,
  change_column: (call, table, first) => ({
    kind: constantText(positional(call, first + 1)) === 'text' ? 'alter' : 'change type',
    table,
    name: named(call, first),
  }),
  change_column_null: (call, table, first) => ({
    kind: isFalse(positional(call, first + 1)) ? 'set not null' : 'drop not null',
    table,
    name: named(call, first),
  }),
  rename_column: (call, table, first) => ({ kind: 'rename column', table, name: named(call, first) }),
  remove_column: (call, table, first) => ({ kind: 'drop column', table, name: named(call, first) }),
  add_foreign_key: (call, table, first) => ({
    kind: 'add foreign key',
    table,
    name: named(call, first),
    online: isFalse(argumentOf(call, 'validate')),
  }),
  add_check_constraint: (call, table, first) => ({
    kind: 'add check',
    table,
    name: constantText(argumentOf(call, 'name')) ?? named(call, first),
    online: isFalse(argumentOf(call, 'validate')),
    notNull: /^\W?(\w+)\W? is not null$/i.exec(named(call, first) ?? '')?.slice(1),
  }),
  add_unique_constraint: (call, table, first) => ({
    kind: 'add unique',
    table,
    name: named(call, first),
    online: argumentOf(call, 'using_index') !== undefined,
  }),
  validate_check_constraint: (call, table) => ({ kind: 'validate', table, name: constantText(argumentOf(call, 'name')) ?? named(call, 1) }),
}

function isMissing(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'null'
}
