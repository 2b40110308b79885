import { splitClauses } from '../sql.ts'
import type { Change } from './change.ts'
import { tableName } from './change.ts'

type Bare = Omit<Change, 'range'>

const NAME = String.raw`((?:["'\x60[]?[\w$-]+["'\x60\]]?\.){0,3}["'\x60[]?[\w$-]+["'\x60\]]?)`

/**
 * What a statement says in words, where PostgreSQL's grammar does not understand it: because a template stands in it. Names that
 * a template decides are not told.
 */
export function textChanges(text: string): readonly Bare[] {
  const words = text.slice(0, LONGEST)
  const index = new RegExp(
    String.raw`^create\s+(?:unique\s+)?index\s+(concurrently\s+)?(?:if\s+not\s+exists\s+)?(?:${NAME}\s+)?on\s+(?:only\s+)?${NAME}`,
    'i',
  ).exec(words)
  if (index) return [{ kind: 'create index', table: tableName(index[3]!), name: index[2], online: index[1] !== undefined }]
  const created = new RegExp(String.raw`^create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?${NAME}`, 'i').exec(words)
  if (created) return [{ kind: 'create table', table: tableName(created[1]!) }]
  const alter = new RegExp(String.raw`^alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?${NAME}\s+([\s\S]+)$`, 'i').exec(words)
  if (!alter) return []
  const table = tableName(alter[1]!)
  return splitClauses(alter[2]!).flatMap((clause) => clauseIn(clause.text, table))
}

const LONGEST = 20_000

const COLUMN = String.raw`["\x60]?([\w$-]+)["\x60]?`

const CLAUSES: readonly (readonly [RegExp, Bare['kind']])[] = [
  [new RegExp(String.raw`^alter\s+(?:column\s+)?${COLUMN}\s+set\s+not\s+null`, 'i'), 'set not null'],
  [new RegExp(String.raw`^drop\s+column\s+(?:if\s+exists\s+)?${COLUMN}`, 'i'), 'drop column'],
  [new RegExp(String.raw`^rename\s+column\s+${COLUMN}\s+to\b`, 'i'), 'rename column'],
  [/^validate\s+constraint\s+["`]?([\w$-]+)/i, 'validate'],
]

function clauseIn(text: string, table: string): readonly Bare[] {
  for (const [form, kind] of CLAUSES) {
    const name = form.exec(text)?.[1]
    if (name) return [{ kind, table, name }]
  }
  return [{ kind: 'alter', table }]
}

/**
 * A new type of a column. To `text` or to `varchar` without USING the rows mostly stay as they are: then nobody can tell from here.
 */
export function clauseChange(text: string, name: string | undefined): Omit<Bare, 'table'> {
  const isWidening = /\btype\s+(?:text|citext|varchar|character\s+varying|numeric|decimal)\b/i.test(text) && !/\busing\b/i.test(text)
  return isWidening ? { kind: 'alter', name } : { kind: 'change type', name }
}
