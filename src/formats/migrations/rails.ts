import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import { constantText, positional } from '../code/lookup.ts'
import type { Call, Code } from '../code/view.ts'
import type { Change, Migration } from './change.ts'
import { tableName } from './change.ts'
import { embeddedChanges } from './embedded.ts'
import { type Bare, OPERATIONS } from './rails-operations.ts'

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

function operation(file: SourceFile, code: Code, call: Call): readonly Change[] {
  if (call.callee === 'execute') return embeddedChanges(file, positional(call, 0))
  if (call.method === 'update_all' && /^[A-Z]\w*(?:\.unscoped\(\))?\.update_all$/.test(call.callee)) {
    return [{ kind: 'write all rows', table: call.callee.split('.')[0]!, range: call.range }]
  }
  const inTable = /^(?:t|table)\.(\w+)$/.exec(call.callee)?.[1]
  const table = inTable ? blockTable(code, call) : tableName(constantText(positional(call, 0)) ?? '')
  if (table === undefined || (!inTable && call.receiver)) return []
  const change = inTable ? tableOperation(inTable, call, table) : OPERATIONS[call.method]?.(call, table, 1)
  return change ? [change].flat().map((one) => ({ ...one, range: call.range })) : []
}

/** The table of the `change_table` block around. */
function blockTable(code: Code, { range }: Call): string | undefined {
  const around = tableBlocks(code).findLast(({ args }) => isWithin(range, args.at(-1)!.value.range))
  return around?.method === 'change_table' ? tableName(constantText(positional(around, 0)) ?? '') : undefined
}

const tableBlocks = onceFor(({ calls }: Code) =>
  calls.filter(({ method, args }) => /^(?:change|create)_table$/.test(method) && args.at(-1)?.value.kind === 'function'),
)

function isWithin(inner: Call['range'], outer: Call['range']): boolean {
  const [from, to] = [inner.start.line * 1e6 + inner.start.column, inner.end.line * 1e6 + inner.end.column]
  return from >= outer.start.line * 1e6 + outer.start.column && to <= outer.end.line * 1e6 + outer.end.column
}

function tableOperation(method: string, call: Call, table: string): Bare | readonly Bare[] | undefined {
  const names: Readonly<Record<string, string>> = {
    index: 'add_index',
    change: 'change_column',
    remove: 'remove_columns',
    rename: 'rename_column',
    references: 'add_reference',
    belongs_to: 'add_reference',
    foreign_key: 'add_foreign_key',
    timestamps: 'add_timestamps',
  }
  return OPERATIONS[names[method] ?? (COLUMN_TYPE.test(method) ? 'add_column' : '')]?.(call, table, 0)
}

const COLUMN_TYPE =
  /^(?:column|string|text|integer|bigint|float|decimal|numeric|boolean|date|datetime|timestamp|timestamptz|time|binary|json|jsonb|uuid|inet|citext|enum|virtual)$/
