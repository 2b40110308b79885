import { onceFor } from '#model/once'
import { constantText, positional } from '../code/lookup.ts'
import type { Call, Func } from '../code/view.ts'
import type { Change } from './change.ts'
import { tableName } from './change.ts'

type Bare = Omit<Change, 'range'>

/** The text of an argument; of a list its texts with commas. */
export function textOf(call: Call, position: number): string | undefined {
  const value = positional(call, position)
  return value?.kind === 'list' ? value.items.flatMap((item) => constantText(item) ?? []).join(', ') : constantText(value)
}

/** What a later call of the same chain says `where` to. */
const limited = onceFor(
  (calls: readonly Call[]) => new Set(calls.flatMap((call) => (/^(?:where|andWhere|limit)/.test(call.method) ? chainOf(call) : []))),
)

/** `knex.schema.alterTable('orders', (table) => { … })`, and what its callback calls on the table. */
export function knex(call: Call, calls: readonly Call[]): readonly Change[] {
  if (/^(?:knex|trx|db)\(\)\.(?:update|del|delete)$/.test(call.callee)) {
    // `knex('a').update(…).where(…)`
    if (limited(calls).has(call)) return []
    const rows = call.receiver?.kind === 'call' ? tableName(textOf(call.receiver, 0) ?? '') : ''
    return [{ kind: 'write all rows', table: rows, range: call.range }]
  }
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
  if (has('references') && !has('notNullable')) return { kind: 'add foreign key', table, name }
  return { kind: has('notNullable') && !has('defaultTo') && !isSerial(first) ? 'add required column' : 'add column', table, name }
}

function isSerial({ method }: Call): boolean {
  return /^(?:big)?increments$/i.test(method)
}
