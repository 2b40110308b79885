import type { SourceFile } from '#model/snapshot'
import { constantText, entryOf, positional } from '../code/lookup.ts'
import type { Call, Code, Func, Value } from '../code/view.ts'
import type { Change, Migration } from './change.ts'
import { tableName } from './change.ts'
import { embeddedChanges } from './embedded.ts'
import { dialectOf } from './text.ts'

type Bare = Omit<Change, 'range'>

/** A migration of Knex or TypeORM: what its `up` does. */
export function javascriptMigration(file: SourceFile, code: Code): Migration {
  const calls = code.calls.filter(({ scope }) => !/(?:^|\.)down$/.test(scope.function ?? ''))
  const isTypeorm = code.classes.some(({ bases }) => bases.includes('MigrationInterface')) || /\bqueryRunner\./.test(file.text)
  return {
    tool: isTypeorm ? 'TypeORM' : 'Knex',
    changes: calls.flatMap((call) => [...raw(file, call), ...(isTypeorm ? typeorm(call) : knex(call))]),
    transactional: !/\btransaction\s*[:=]\s*false\b|\bcommitTransaction\(/.test(file.text),
    hasLockTimeout: /\block_timeout\b/i.test(file.text),
    dialect: dialectOf(sqlOf(calls)),
  }
}

function isRaw({ callee }: Call): boolean {
  return /(?:^|\.)(?:queryRunner|runner)\.(?:query|manager\.query)$|(?:^|\.)(?:knex|trx|schema|db)\.(?:schema\.)?raw$/.test(callee)
}

function raw(file: SourceFile, call: Call): readonly Change[] {
  return isRaw(call) ? embeddedChanges(file, positional(call, 0)) : []
}

function sqlOf(calls: readonly Call[]): string {
  return calls.flatMap((call) => (isRaw(call) ? (constantText(positional(call, 0)) ?? []) : [])).join('\n')
}

function textOf(call: Call, position: number): string | undefined {
  const value = positional(call, position)
  return value?.kind === 'list' ? value.items.flatMap((item) => constantText(item) ?? []).join(', ') : constantText(value)
}

/** `queryRunner.addColumn('orders', new TableColumn({ … }))`. */
function typeorm(call: Call): readonly Change[] {
  if (!/(?:^|\.)(?:queryRunner|runner)\.\w+$/.test(call.callee)) return []
  const options = optionsOf(positional(call, 1))
  const table = tableName(textOf(call, 0) ?? '')
  const name = constantText(entryOf(options, 'name')?.value) ?? textOf(call, 1)
  const change = typeormChange(call, table, name, options)
  return change ? [{ ...change, range: call.range }] : []
}

function typeormChange(call: Call, table: string, name: string | undefined, options: Value | undefined): Bare | undefined {
  switch (call.method) {
    case 'createTable':
      return { kind: 'create table', table: tableName(constantText(entryOf(optionsOf(positional(call, 0)), 'name')?.value) ?? '') }
    case 'dropTable':
      return { kind: 'drop table', table }
    case 'renameTable':
      return { kind: 'rename table', table }
    case 'renameColumn':
      return { kind: 'rename column', table, name }
    case 'dropColumn':
      return { kind: 'drop column', table, name }
    case 'createIndex':
      return { kind: 'create index', table, name, online: isTrue(entryOf(options, 'isConcurrent')?.value) }
    case 'createForeignKey':
      return { kind: 'add foreign key', table, name }
    case 'createUniqueConstraint':
      return { kind: 'add unique', table, name }
    case 'createCheckConstraint':
      return { kind: 'add check', table, name }
    case 'addColumn':
      return options && { kind: isRequired(options) ? 'add required column' : 'add column', table, name }
    default:
      return
  }
}

function optionsOf(value: Value | undefined): Value | undefined {
  return value?.kind === 'call' ? positional(value, 0) : value
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value
}

/** Columns of TypeORM are required unless said otherwise. */
function isRequired(options: Value): boolean {
  return (
    options.kind === 'object' &&
    !options.entries.some(({ key }) => key === '...') &&
    !isTrue(entryOf(options, 'isNullable')?.value) &&
    !['default', 'isGenerated', 'asExpression', 'generationStrategy'].some((key) => entryOf(options, key))
  )
}

/** `knex.schema.alterTable('orders', (table) => { … })`, and what its callback calls on the table. */
function knex(call: Call): readonly Change[] {
  const created = /\.create(?:Table|TableIfNotExists|TableLike)$/.test(call.callee)
  const table = tableName(textOf(call, 0) ?? '')
  if (!/schema(?:\(\))?(?:\.\w+\(\))*\.\w+$/.test(call.callee)) return []
  if (created) return [{ kind: 'create table', table, range: call.range }]
  if (/\.dropTable(?:IfExists)?$/.test(call.callee)) return [{ kind: 'drop table', table, range: call.range }]
  if (call.method === 'renameTable') return [{ kind: 'rename table', table, range: call.range }]
  const callback = call.args.at(-1)?.value
  if (!/\.(?:alterTable|table)$/.test(call.callee) || callback?.kind !== 'function') return []
  return tableChanges(callback.function, table)
}

function tableChanges({ params, calls }: Func, table: string): readonly Change[] {
  const inner = new Set(calls.map(({ receiver }) => receiver))
  const own = params[0]?.name
  if (own === undefined) return []
  return calls.flatMap((call) => {
    if (inner.has(call) || !call.callee.startsWith(`${own}.`)) return []
    const change = chained(chainOf(call), table)
    return change ? [{ ...change, range: call.range }] : []
  })
}

/** The calls of a chain, the first one first. */
function chainOf(call: Call): readonly Call[] {
  return call.receiver?.kind === 'call' ? [...chainOf(call.receiver), call] : [call]
}

function chained(chain: readonly Call[], table: string): Bare | undefined {
  const [first] = chain
  const has = (method: string) => chain.some((call) => call.method === method)
  const name = first && textOf(first, 0)
  if (!first) return
  if (/^(?:index|unique|foreign|primary)$/.test(first.method)) {
    const kind = first.method === 'index' ? 'create index' : first.method === 'foreign' ? 'add foreign key' : 'add unique'
    return { kind, table, name }
  }
  if (/^drop(?:Column|Columns)$/.test(first.method)) return { kind: 'drop column', table, name }
  if (first.method === 'renameColumn') return { kind: 'rename column', table, name }
  if (first.method === 'setNullable') return { kind: 'drop not null', table, name }
  if (first.method === 'dropNullable') return { kind: 'set not null', table, name }
  if (/^(?:drop|comment|timestamps|check|queryContext)/.test(first.method)) return { kind: 'alter', table, name }
  if (has('alter')) return first.method === 'text' ? { kind: 'alter', table, name } : { kind: 'change type', table, name }
  if (has('index')) return { kind: 'create index', table, name }
  if (has('unique')) return { kind: 'add unique', table, name }
  return { kind: has('notNullable') && !has('defaultTo') && !isSerial(first) ? 'add required column' : 'add column', table, name }
}

function isSerial({ method }: Call): boolean {
  return /^(?:big)?increments$/i.test(method)
}
