import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { argumentOf, constantText, positional } from '../code/lookup.ts'
import type { Call, Code, Value } from '../code/view.ts'
import type { Change, Migration } from './change.ts'
import { tableName } from './change.ts'
import { isWider } from './column-type.ts'
import { embeddedChanges } from './embedded.ts'
import { isForOther } from './other-database.ts'
import { dialectOf } from './text.ts'

/** A revision of Alembic: what `upgrade` does. */
export function alembicMigration(file: SourceFile, code: Code): Migration {
  const calls = code.calls.filter(({ scope }) => !/^downgrade|_downgrade|^down$/.test(scope.function ?? '') && !isForOther(scope))
  const changes = calls.flatMap((call) => operation(file, code, call))
  return {
    tool: 'Alembic',
    changes,
    transactional: !/autocommit_block|\bAUTOCOMMIT\b|["']COMMIT["';]/.test(file.text),
    hasLockTimeout: /\block_timeout\b/i.test(file.text),
    dialect: /\bpostgresql_\w+\s*=|\bpostgresql\.[A-Z]/.test(file.text)
      ? 'postgresql'
      : /\bmysql\.[A-Z]/.test(file.text)
        ? 'other'
        : dialectOf(''),
  }
}

function operation(file: SourceFile, code: Code, call: Call): readonly Change[] {
  const [receiver = '', method = ''] = call.callee.split('.')
  // Many projects wrap it so that it may be repeated.
  if (call.callee === 'create_table') return [{ kind: 'create table', table: nameIn(positional(call, 0)), range: call.range }]
  if (method === 'execute' || (method === 'exec_driver_sql' && call.args.length > 0)) return embeddedChanges(file, positional(call, 0))
  if (receiver !== 'op' && !/^batch(?:_op)?$/.test(receiver)) return []
  const batch = receiver === 'op' ? undefined : batchTable(code, call)
  const change = OPERATIONS[method]?.(call, batch)
  return (change ? [change].flat() : []).map((one) => ({ ...one, range: call.range }))
}

/** The table of the innermost `with op.batch_alter_table('orders') as batch_op:` before. */
function batchTable(code: Code, call: Call): string {
  const opened = code.calls.findLast(({ method, range }) => method === 'batch_alter_table' && byPosition(range, call.range) < 0)
  return opened ? nameIn(argumentOf(opened, 'table_name', 0)) : ''
}

type Bare = Omit<Change, 'range'>
type Operation = (call: Call, batch: string | undefined) => Bare | readonly Bare[] | undefined

/** The argument at this place; in a batch the table is not among them. */
function given(call: Call, batch: string | undefined, name: string, position: number): Value | undefined {
  return argumentOf(call, name, batch === undefined || position === 0 ? position : position - 1)
}

function tableOf(call: Call, batch: string | undefined, position: number, name = 'table_name'): string {
  return batch ?? nameIn(argumentOf(call, name, position))
}

/** `'ix_orders'`, `op.f('ix_orders')`, `quoted_name('ix', True)`. */
function textIn(value: Value | undefined): string | undefined {
  return value?.kind === 'call' ? constantText(positional(value, 0)) : constantText(value)
}

function nameIn(value: Value | undefined): string {
  return tableName(textIn(value) ?? '')
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  create_table: (call) => ({ kind: 'create table', table: nameIn(positional(call, 0)) }),
  drop_table: (call) => ({ kind: 'drop table', table: nameIn(positional(call, 0)) }),
  rename_table: (call) => ({ kind: 'rename table', table: nameIn(positional(call, 0)) }),
  create_index: (call, batch) => ({
    kind: 'create index',
    table: tableOf(call, batch, 1),
    name: textIn(argumentOf(call, 'index_name', 0)),
    online: isTrue(argumentOf(call, 'postgresql_concurrently')),
  }),
  drop_column: (call, batch) => ({ kind: 'drop column', table: tableOf(call, batch, 0), name: textIn(columnOf(call, batch)) }),
  add_column: (call, batch) => added(call, batch),
  alter_column: (call, batch) => changed(call, batch),
  create_foreign_key: (call, batch) => ({
    kind: 'add foreign key',
    table: tableOf(call, batch, 1, 'source_table'),
    name: textIn(positional(call, 0)),
    online: isTrue(argumentOf(call, 'postgresql_not_valid')),
  }),
  create_check_constraint: (call, batch) => checked(call, batch),
  create_unique_constraint: (call, batch) => ({ kind: 'add unique', table: tableOf(call, batch, 1), name: textIn(positional(call, 0)) }),
}

function columnOf(call: Call, batch: string | undefined): Value | undefined {
  return batch === undefined ? argumentOf(call, 'column_name', 1) : argumentOf(call, 'column_name', 0)
}

function added(call: Call, batch: string | undefined): Bare | undefined {
  const column = given(call, batch, 'column', 1)
  if (column?.kind !== 'call') return
  const isRequired = isFalse(argumentOf(column, 'nullable')) || isTrue(argumentOf(column, 'primary_key'))
  const isFilled = ['server_default', 'autoincrement'].some((key) => isGiven(argumentOf(column, key))) || hasComputed(column)
  return {
    kind: isRequired && !isFilled ? 'add required column' : 'add column',
    table: tableOf(call, batch, 0),
    name: textIn(argumentOf(column, 'name', 0)),
  }
}

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== 'null'
}

function hasComputed({ args }: Call): boolean {
  return args.some(({ value }) => value.kind === 'call' && /^(?:Computed|Identity|FetchedValue)$/.test(value.method))
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && !value.value
}

function changed(call: Call, batch: string | undefined): readonly Bare[] {
  const table = tableOf(call, batch, 0)
  const name = textIn(columnOf(call, batch))
  const nullable = argumentOf(call, 'nullable')
  const [type, before] = [argumentOf(call, 'type_'), argumentOf(call, 'existing_type')]
  const renames = isGiven(argumentOf(call, 'new_column_name'))
  const found: Bare[] = []
  if (nullable?.kind === 'boolean') found.push({ kind: nullable.value ? 'drop not null' : 'set not null', table, name })
  if (type) found.push({ kind: isWider(before, type) ? 'alter' : 'change type', table, name })
  if (renames) found.push({ kind: 'rename column', table, name })
  return found.length > 0 ? found : [{ kind: 'alter', table, name }]
}

function checked(call: Call, batch: string | undefined): Bare {
  const text = textIn(given(call, batch, 'condition', 2)) ?? ''
  const column = /^\(?"?(\w+)"? is not null\)?$/i.exec(text.trim())?.[1]
  return {
    kind: 'add check',
    table: tableOf(call, batch, 1),
    name: textIn(positional(call, 0)),
    online: isTrue(argumentOf(call, 'postgresql_not_valid')),
    notNull: column ? [column] : undefined,
  }
}
