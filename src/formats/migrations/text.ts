import type { SourceFile } from '#model/snapshot'
import { Unparsable } from '#model/unparsable'
import { rangeAt } from '../lines.ts'
import { splitSql } from '../sql.ts'
import type { Dialect, Migration, Tool } from './change.ts'
import { changesOf } from './statement.ts'

/** A migration that is a file of SQL. What undoes it is cut away. */
export function sqlMigration(file: SourceFile, tool: Tool): Migration {
  const up = upwards(file.text)
  const pieces = splitSql(up)
  const changes = pieces.flatMap((piece) => changesOf(piece, ({ start, end }) => rangeAt(file, start, end)))
  if (changes.length > MOST_CHANGES) throw new Unparsable(`more than ${MOST_CHANGES} changes of tables`)
  return {
    tool: up.length < file.text.length || GOOSE.test(file.text) ? 'goose' : tool,
    changes,
    transactional: isTransaction(
      file.text,
      pieces.map(({ text }) => text),
    ),
    hasLockTimeout: /\block_timeout\b/i.test(up),
    // Prisma's warnings name columns between backticks, as MySQL does.
    dialect: dialectOf(pieces.map(({ text }) => text).join('\n')),
  }
}

/** No migration of people has as many; to pass over the rest would hide what stands there. */
const MOST_CHANGES = 2000

const GOOSE = /^--\s*(?:\+goose|migrate:(?:up|down)\b)/m
const DOWN = /^--[ \t]*(?:\+goose\s+down|migrate:down|\+migrate\s+down|@down|@undo|rollback)\b/im

/** goose, dbmate and sql-migrate keep both ways in one file. */
function upwards(text: string): string {
  const down = DOWN.exec(text)
  return down ? text.slice(0, down.index) : text
}

/** goose and dbmate begin one themselves; elsewhere the file says so, or its statements are sent together. */
function isTransaction(text: string, pieces: readonly string[]): boolean {
  if (GOOSE.test(text)) return !/\bno[-_ ]?transaction\b|transaction:\s*false/i.test(text)
  const opens = pieces.findIndex((piece) => /^(?:begin|start\s+transaction)\b/i.test(piece))
  const ends = pieces.findIndex((piece) => /^(?:commit|end)\b/i.test(piece))
  const builds = pieces.findLastIndex((piece) => /^create\s+(?:unique\s+)?index\s+concurrently/i.test(piece))
  return opens >= 0 && builds > opens && (ends < 0 || builds < ends)
}

const POSTGRES =
  /\b(?:jsonb|timestamptz|bigserial|serial|plpgsql|gen_random_uuid|tsvector|concurrently|lock_timeout|uuid_generate_v4|citext|using gin)\b|\$\$/i
const OTHER =
  /`\w+`|\bengine\s*=\s*\w|\bauto_?increment\b|\bpragma\s|\bnvarchar\b|\[dbo\]|\bvarchar2\b|^go\s*$|\bmergetree\b|\bunsigned\b|\btinyint\b|\blongtext\b|\bidentity\s*\(\s*1|\bmodify\s+column\b|\bwithout\s+rowid\b|\bdatetime\b/im

/** What only one of them understands. */
export function dialectOf(text: string): Dialect | undefined {
  if (OTHER.test(text)) return 'other'
  return POSTGRES.test(text) ? 'postgresql' : undefined
}
