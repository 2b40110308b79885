import {
  type Change,
  DATABASE_FILES,
  DATABASE_HINTS,
  type DatabaseUse,
  databaseOf,
  dialectAt,
  isDoneBeside,
  MIGRATION_FILES,
  MIGRATION_HINTS,
  type Migration,
  migration,
  pastMigrations,
  provenColumns,
  remade,
  settled,
  TABLE_FILES,
  TABLE_HINTS,
  type Table,
  tables,
  verdictOf,
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
    instance is replaced. Both are invisible on the small tables of a developer. What has run cannot be mended: of migrations that
    others follow by more than a season it is only said that nobody can see any more what they did.`,
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
    const known = own.flatMap(({ path, fact }) => ('table' in fact ? { path, ...fact.table } : []))
    const history = settled(own.flatMap(({ path, fact }) => ('migration' in fact ? { path, fact: fact.migration } : [])))
    const past = pastMigrations(history)
    const again = remade(history)
    const proven = provenColumns(history.flatMap(({ fact }) => fact.changes))
    const small = new Set(params.small_tables.map((name) => name.toLowerCase()))
    let newest: Observation | undefined
    for (const { path, fact } of history) {
      const dialect = fact.dialect ?? dialectAt(path, uses)
      const tables = fact.tool === 'Django' ? known.filter((one) => one.path.startsWith(appOf(path))) : known
      const created = createdIn(fact)
      for (const change of fact.changes) {
        if (created.has(change.table) || small.has(change.table) || change.kind === 'validate') continue
        const place = { subject: subjectOf(change), location: { path, range: change.range } }
        const verdict = isDoneBeside(change, fact, uses) ? {} : verdictOf(change, fact, dialect === 'other', proven, tables)
        const before = past.has(path) ? PAST : again.has(change) ? AGAIN : undefined
        yield { aspect: 'change', ...place, ...verdict, ...(verdict.problem && before && { unknown: before }) }
        const isOnline = 'online' in change && change.online
        if (dialect === 'postgresql' && !past.has(path) && change.kind !== 'drop not null' && !isOnline && !change.kind.startsWith('write'))
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

/** The tables that a migration makes, also under the names that it gives them after. */
function createdIn({ changes }: Migration): ReadonlySet<string> {
  const created = new Set<string>()
  for (const { kind, table, name } of changes) {
    if (kind === 'create table') created.add(table)
    else if (kind === 'rename table' && name && created.has(table)) created.add(name.toLowerCase())
  }
  return created
}

/** Django's models belong to their app, and those of other apps may have the same names. */
function appOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/migrations/') + 1))
}

const WAITS: Problem = {
  message:
    'It waits for its lock without end, and every request behind it waits too. Begin migrations with SET lock_timeout, such as 5s, or set it for the role or connection that migrates.',
  rating: 'yellow',
  severity: 'low',
  quiet: true,
}

function subjectOf({ table, name, kind }: Change): string {
  return `${[table, name !== table && name].filter(Boolean).join(' ') || 'a table'}: ${kind}`
}

/** A change that brings both loses what the column held. */
const AGAIN = 'A later migration makes it again. Whether what it held was needed cannot be seen.'
const PAST = 'Later migrations were written long after this one: it has run, and what it did then cannot be seen here.'
