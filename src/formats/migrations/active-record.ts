import { argumentOf, constantText, valuesIn } from '../code/lookup.ts'
import type { Call, Class, Code } from '../code/view.ts'
import { within } from '../ranges.ts'
import { tableName } from './change.ts'
import type { Table } from './table.ts'

/** The tables of Active Record's models, and those of their columns that the models name: they read the rest from the database. */
export function activeRecordTables(code: Code): readonly Table[] {
  return code.classes.filter(({ bases }) => bases.some((base) => MODELS.test(base))).map((one) => tableOf(code, one))
}

const MODELS = /^(?:ApplicationRecord|ActiveRecord\.Base)$/

function tableOf(code: Code, { name, range }: Class): Table {
  const own = within(code.assignments, range).filter(({ scope }) => scope.class === name)
  const given = constantText(own.find(({ target }) => target === 'self.table_name')?.value)
  const ignored = own.filter(({ target }) => target === 'self.ignored_columns').flatMap(({ value }) => valuesIn(value).map(constantText))
  const stated = within(code.calls, range).filter(({ scope, receiver }) => scope.class === name && !scope.function && !receiver)
  const columns = stated.flatMap(columnsOf)
  return { names: given ? [tableName(given)] : plurals(name), columns: columns.filter((column) => !ignored.includes(column)) }
}

function columnsOf(call: Call): readonly string[] {
  if (call.method === 'belongs_to') {
    const key = constantText(argumentOf(call, 'foreign_key'))
    const [name] = symbols(call)
    return key ? [key] : name ? [`${name}_id`] : []
  }
  return NAMING.test(call.method) ? symbols(call) : []
}

const NAMING =
  /^(?:validates|validates_(?:presence|uniqueness|length|numericality|format|inclusion)_of|normalizes|enum|serialize|encrypts)$/

function symbols({ args }: Call): readonly string[] {
  return args.flatMap(({ name, value }) => (name === undefined ? (constantText(value)?.toLowerCase() ?? []) : []))
}

/** `line_items` of `LineItem`: the regular ways, and no others. */
function plurals(name: string): readonly string[] {
  const snake = name
    .slice(name.lastIndexOf('.') + 1)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
  return [`${snake}s`, `${snake}es`, snake.replace(/y$/, 'ies')]
}
