import {
  type Change,
  DATABASE_FILES,
  DATABASE_HINTS,
  type DatabaseUse,
  databaseOf,
  dialectAt,
  hazardOf,
  MIGRATION_FILES,
  MIGRATION_HINTS,
  type Migration,
  migration,
  provenColumns,
  settled,
  TABLE_FILES,
  TABLE_HINTS,
  type Table,
  tables,
} from '#formats/migrations'
import { LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import { bad, good } from './unsafe-migration.examples.ts'

type Fact = { readonly migration: Migration } | { readonly database: DatabaseUse } | { readonly table: Table }

interface Params {
  readonly small_tables: readonly string[]
}

export default repositoryCheck<Fact, Params>({
  title: 'Migrations do not lock or break the running version',
  severity: 'critical',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '2h',
  why: `
    While a migration runs, the old version still serves. One that holds a lock on a large table stops every request that needs
    it, and those that wait behind it; one that takes away or renames what the old version reads makes it fail until the last
    instance is replaced. Both are invisible on the small tables of a developer.`,
  remedy: `
    Change in steps that each leave both versions working: build indexes with CREATE INDEX CONCURRENTLY outside a transaction; add
    columns that may be empty or have a constant default, fill them in batches, then require them through a check that is first
    NOT VALID and validated in a step of its own; add the new name, write both, and drop the old one a release later. Set
    lock_timeout in front, so that a migration gives up instead of making everybody wait. Name tables that stay small in the
    policy: \`params: { small_tables: ["countries"] }\`.`,
  references: [
    'https://www.postgresql.org/docs/current/explicit-locking.html',
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    'https://github.com/ankane/strong_migrations',
  ],
  files: [...MIGRATION_FILES, ...DATABASE_FILES, ...TABLE_FILES],
  hints: [...MIGRATION_HINTS, ...DATABASE_HINTS, ...TABLE_HINTS],
  params: {
    small_tables: { kind: 'strings', default: [], means: 'Tables that stay so small that any lock on them is short.' },
  },

  *collect(file) {
    const found = migration(file)
    if (found && found.changes.length > 0) yield { migration: found }
    if (found) return
    const database = databaseOf(file)
    if (database) yield { database }
    for (const table of tables(file)) yield { table }
  },

  *judge(facts, { params, classOf }) {
    const own = facts.filter(({ path }) => classOf(path) === 'production')
    const uses = own.flatMap(({ path, fact }) => ('database' in fact ? { path, fact: fact.database } : []))
    const known = own.flatMap(({ fact }) => ('table' in fact ? fact.table : []))
    const history = settled(own.flatMap(({ path, fact }) => ('migration' in fact ? { path, fact: fact.migration } : [])))
    const proven = provenColumns(history.flatMap(({ fact }) => fact.changes))
    const small = new Set(params.small_tables.map((name) => name.toLowerCase()))
    let newest: Observation | undefined
    for (const { path, fact } of history) {
      const dialect = fact.dialect ?? dialectAt(path, uses)
      const created = new Set(fact.changes.flatMap(({ kind, table }) => (kind === 'create table' ? table : [])))
      for (const change of fact.changes) {
        if (created.has(change.table) || small.has(change.table) || change.kind === 'validate') continue
        const place = { subject: subjectOf(change), location: { path, range: change.range } }
        yield { aspect: 'change', ...place, ...verdictOf(change, fact, dialect === 'other', proven, known) }
        const isOnline = 'online' in change && change.online
        if (dialect === 'postgresql' && change.kind !== 'drop not null' && !isOnline && !change.kind.startsWith('write'))
          newest = { ...place, problem: fact.hasLockTimeout ? undefined : WAITS }
      }
    }
    const bounded = uses.some(({ fact }) => fact.hasLockTimeout)
    if (newest)
      yield {
        ...newest,
        aspect: 'lock-timeout',
        subject: 'lock_timeout',
        scope: 'repository',
        problem: bounded ? undefined : newest.problem,
      }
  },

  examples: { bad, good },
})

const WAITS: Problem = {
  message:
    'It waits for its lock without end, and every request behind it waits too. Begin migrations with SET lock_timeout, such as 5s, or set it for the role or connection that migrates.',
  rating: 'yellow',
  severity: 'low',
  quiet: true,
}

function subjectOf({ table, name, kind }: Change): string {
  return `${table}${name && name !== table ? ` ${name}` : ''}: ${kind}`
}

type Verdict = Pick<Observation, 'problem' | 'unknown'>

function verdictOf(change: Change, own: Migration, isOther: boolean, proven: ReadonlySet<string>, known: readonly Table[]): Verdict {
  if (change.kind === 'drop column' || change.kind === 'drop table') return dropped(change, known)
  const hazard = hazardOf(change, own.transactional, proven)
  if (!hazard) return {}
  if (isOther && !change.kind.startsWith('rename'))
    return { unknown: 'Only the locks of PostgreSQL are known here, and this is for another database.' }
  return change.kind === 'write row by row' ? { problem: { message: hazard, rating: 'yellow', severity: 'medium' } } : black(hazard)
}

function black(message: string): Verdict {
  return { problem: { message, rating: 'black' } }
}

/** The names of a table that a migration and the code may use for it. */
function dropped({ kind, table, name }: Change, known: readonly Table[]): Verdict {
  const described = known.find(({ names }) => names.includes(table))
  if (kind === 'drop table') {
    if (described)
      return black(
        `The code still describes ${table}: requests fail as soon as it is gone. Remove it from the code first, and drop it a release later.`,
      )
    return known.length > 0 ? {} : { unknown: UNSEEN }
  }
  if (!described) return { unknown: UNSEEN }
  if (!described.columns.includes((name ?? '').toLowerCase())) return {}
  return black(
    `The code still reads ${name} of ${table}: requests fail as soon as it is gone. Remove it from the code first, and drop it a release later.`,
  )
}

const UNSEEN = 'Whether anything still uses it cannot be seen: nothing here describes this table.'
