import { argumentOf, constantText, entryOf, positional } from '../code/lookup.ts'
import type { Call, Value } from '../code/view.ts'
import type { Change } from './change.ts'

export type Bare = Omit<Change, 'range'>

type Operation = (call: Call, table: string, first: number) => Bare | readonly Bare[] | undefined

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

/** Rows that are there get no value for it. */
function isRequired(call: Call): boolean {
  return isFalse(argumentOf(call, 'null')) && isMissing(argumentOf(call, 'default')) && !argumentOf(call, 'as')
}

/** `add_index :jobs, :queue, **options`: what they say is not seen here. */
function hasOptionsOfOthers(call: Call, first: number): boolean {
  return positional(call, first + 1)?.kind === 'name' || call.args.some(({ value }) => value.kind === 'unary' && value.operator === '...')
}

const addReference: Operation = (call, table, first) => {
  if (isRequired(call)) return { kind: 'add required column', table, name: named(call, first) }
  const index = argumentOf(call, 'index')
  if (isFalse(index)) return { kind: 'add column', table, name: named(call, first) }
  return { kind: 'create index', table, name: named(call, first), online: isConcurrent(entryOf(index, 'algorithm')?.value) }
}

/** What the methods of a migration of Rails do to a table; `first` is the argument that names the column. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  create_table: (_, table) => ({ kind: 'create table', table }),
  create_join_table: (_, table) => ({ kind: 'create table', table }),
  drop_table: (_, table) => ({ kind: 'drop table', table }),
  rename_table: (_, table) => ({ kind: 'rename table', table }),
  add_index: (call, table, first) => {
    const name = constantText(argumentOf(call, 'name')) ?? named(call, first)
    return hasOptionsOfOthers(call, first)
      ? undefined
      : { kind: 'create index', table, name, online: isConcurrent(argumentOf(call, 'algorithm')) }
  },
  add_column: (call, table, first) => ({
    kind: isRequired(call) ? 'add required column' : 'add column',
    table,
    name: named(call, first),
  }),
  // They are required unless something else is said.
  add_timestamps: (call, table) => ({
    kind:
      argumentOf(call, 'default') || (argumentOf(call, 'null') && !isFalse(argumentOf(call, 'null')))
        ? 'add column'
        : 'add required column',
    table,
    name: 'created_at',
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
  remove_columns: ({ args }, table, first) =>
    args
      .slice(first)
      .flatMap(({ name, value }) => (name === undefined ? (constantText(value) ?? []) : []))
      .map((column) => ({ kind: 'drop column', table, name: column })),
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
