import { constantText, entryOf, positional } from '../code/lookup.ts'
import type { Call, Value } from '../code/view.ts'
import type { Change } from './change.ts'
import { tableName } from './change.ts'

type Bare = Omit<Change, 'range'>

/** `queryInterface.addColumn('orders', 'paid_at', { … })`. */
export function sequelize(call: Call): readonly Change[] {
  if (!/(?:^|\.)queryInterface\.\w+$/.test(call.callee)) return []
  const change = changed(call, tableOf(positional(call, 0)))
  return change ? [{ ...change, range: call.range }] : []
}

function changed(call: Call, table: string): Bare | undefined {
  const name = constantText(positional(call, 1))
  const options = positional(call, 2)
  switch (call.method) {
    case 'createTable':
      return { kind: 'create table', table }
    case 'dropTable':
      return { kind: 'drop table', table }
    case 'renameTable':
      return { kind: 'rename table', table }
    case 'removeColumn':
      return { kind: 'drop column', table, name }
    case 'renameColumn':
      return { kind: 'rename column', table, name }
    case 'addColumn':
      return options?.kind === 'object' ? { kind: isRequired(options) ? 'add required column' : 'add column', table, name } : undefined
    case 'changeColumn':
      return { kind: isNo(entryOf(options, 'allowNull')?.value) ? 'set not null' : 'alter', table, name }
    case 'addIndex':
      return indexed(table, [positional(call, 1), options])
    case 'addConstraint':
      return constrained(table, [positional(call, 1), options])
    case 'bulkUpdate':
    case 'bulkDelete':
      return isEmpty(call.method === 'bulkUpdate' ? options : positional(call, 1)) ? { kind: 'write all rows', table } : undefined
    default:
      return
  }
}

/** `'orders'`, or `{ tableName: 'orders', schema: 'shop' }`. */
function tableOf(value: Value | undefined): string {
  return tableName(constantText(value) ?? constantText(entryOf(value, 'tableName')?.value) ?? '')
}

type Options = readonly (Value | undefined)[]

function optionIn(options: Options, key: string): Value | undefined {
  return options.map((one) => entryOf(one, key)?.value).find((value) => value !== undefined)
}

function indexed(table: string, options: Options): Bare {
  const name = constantText(optionIn(options, 'name'))
  const isUnique = isYes(optionIn(options, 'unique')) || /^unique$/i.test(constantText(optionIn(options, 'type')) ?? '')
  const online = isYes(optionIn(options, 'concurrently'))
  return isUnique && !online ? { kind: 'add unique', table, name } : { kind: 'create index', table, name, online }
}

function constrained(table: string, options: Options): Bare {
  const type = constantText(optionIn(options, 'type'))?.toLowerCase()
  const name = constantText(optionIn(options, 'name'))
  if (type === 'foreign key') return { kind: 'add foreign key', table, name }
  if (type === 'check') return { kind: 'add check', table, name }
  return { kind: type === 'unique' || type === 'primary key' ? 'add unique' : 'alter', table, name }
}

/** Columns of Sequelize may be empty unless said otherwise. */
function isRequired(options: Value & { readonly kind: 'object' }): boolean {
  const has = (key: string) => entryOf(options, key) !== undefined
  return isNo(entryOf(options, 'allowNull')?.value) && !['defaultValue', 'autoIncrement', '...'].some(has)
}

function isEmpty(condition: Value | undefined): boolean {
  return condition?.kind === 'object' && condition.entries.length === 0
}

function isYes(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value
}

function isNo(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && !value.value
}
