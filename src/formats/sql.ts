import type { Node } from 'libpg-query'
import { type SqlPiece, splitSql } from './sql/split.ts'

export type { Node as SqlNode } from 'libpg-query'
export { type SqlPiece, splitClauses, splitSql } from './sql/split.ts'

/** For `prepare`: PostgreSQL's own grammar. */
export const SQL_LOADER = {
  reads: (path: string) => /\.(?:sql|py|rb|js|cjs|mjs|ts|cts|mts)$/.test(path) && /migrat|alembic|flyway|versions\/|\.sql$/i.test(path),
  load: loadSql,
}

let loading: Promise<void> | undefined
let library: typeof import('libpg-query') | undefined

/** The package starts its wasm as soon as it is imported, so that whoever has no migrations does not. */
function loadSql(): Promise<void> {
  loading ??= import('libpg-query').then(async (found) => {
    await found.loadModule()
    library = found
  })
  return loading
}

/** What PostgreSQL understands by one statement; `undefined` where it understands nothing (another dialect, a template). */
export function parseSql({ text }: Pick<SqlPiece, 'text'>): Node | undefined {
  if (!library) throw new Error('The grammar of SQL is not loaded: prepare the paths first')
  if (text.length > LONGEST) return
  try {
    const { stmts } = library.parseSync(text)
    return stmts?.length === 1 ? stmts[0]?.stmt : undefined
  } catch {
    // Also a RangeError: what nests too deeply for the grammar's stack is no statement of a migration.
    return
  }
}

/** Statements longer than this are data. */
const LONGEST = 100_000

/** The statements in the body of `DO $$ … $$`, as far as they stand on their own there. */
export function statementsOfBlock({ text }: Pick<SqlPiece, 'text'>): readonly SqlPiece[] {
  const [, tag, body] = /^do\b[^$]{0,100}(\$\w*\$)([\s\S]*)\1/i.exec(text) ?? []
  if (!tag || body === undefined) return []
  const from = text.indexOf(tag) + tag.length
  return splitSql(body).flatMap((piece) => {
    const begins = /\b(?:alter\s+table|create\s+(?:unique\s+)?index|drop\s+table|update|delete\s+from)\b/i.exec(piece.text)
    if (!begins || /^(?:end|raise|perform|execute)\b/i.test(piece.text)) return []
    const start = from + piece.start + begins.index
    return { text: piece.text.slice(begins.index), start, end: from + piece.end }
  })
}
