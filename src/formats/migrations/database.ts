import type { SourceFile } from '#model/snapshot'
import { perFile } from '../per-file.ts'
import type { Dialect } from './change.ts'

/** What a manifest or a configuration says of the databases that a project uses. */
export interface DatabaseUse {
  /** The strongest that it shows; SQLite is `light`, since developers use it beside another. */
  readonly dialect?: Dialect | 'light' | undefined
  /** Every migration gives up on locks that it does not get. */
  readonly hasLockTimeout: boolean
}

/** Files that say which database a project uses. */
export const DATABASE_FILES: readonly string[] = [
  '**/{package.json,pyproject.toml,Pipfile,go.mod,Gemfile,pom.xml,build.gradle,build.gradle.kts,migration_lock.toml,alembic.ini,flyway.conf}',
  '**/*requirements*.txt',
  '**/requirements/*.txt',
  '**/schema.prisma',
  '**/{database.yml,database.yaml,strong_migrations.rb}',
  '**/{knexfile,ormconfig,data-source,datasource}.*',
  '**/{settings,env,config,database,db}.py',
  '**/settings/*.py',
  '**/{docker-compose,compose}*.{yml,yaml}',
  '**/application*.{yml,yaml,properties}',
  '**/.env*',
]

/** Literals of the files above that tell something. */
export const DATABASE_HINTS: readonly string[] = [
  'postgres',
  'psycopg',
  'asyncpg',
  'pgx',
  'mysql',
  'mariadb',
  'sqlite',
  'sqlserver',
  'mssql',
  'oracle',
  'lock_timeout',
  "'pg'",
  '"pg"',
]

/** `undefined` of a file that says nothing. */
export const databaseOf: (file: SourceFile) => DatabaseUse | undefined = perFile(({ text }) => {
  const hasLockTimeout = /lock_timeout/i.test(text)
  const dialect = POSTGRES.test(text) ? 'postgresql' : OTHER.test(text) ? 'other' : /sqlite/i.test(text) ? 'light' : undefined
  return dialect || hasLockTimeout ? { dialect, hasLockTimeout } : undefined
})

const POSTGRES = /postgres|psycopg|asyncpg|\bpgx\b|\blib\/pq\b|["']pg["']/i
const OTHER = /mysql|mariadb|sqlserver|mssql|\boracle\b|cockroach/i

/** The database that a migration is for, as far as its path and the files around it tell: the nearest counts. */
export function dialectAt(path: string, uses: readonly { readonly path: string; readonly fact: DatabaseUse }[]): Dialect | undefined {
  const folder =
    /(?:^|[/_-])(?:(postgres(?:ql)?|pg)|mysql|mariadb|sqlite3?|mssql|sql_?server|oracle|db2|clickhouse|spanner|cassandra|cockroach(?:db)?|d1|h2|hsqldb|derby)(?=[/_.-])/i.exec(
      path,
    )
  if (folder) return folder[1] ? 'postgresql' : 'other'
  const ranked = uses
    .filter(({ fact }) => fact.dialect)
    .map((use) => ({ dialect: use.fact.dialect!, near: sharedFolders(use.path, path) + (use.fact.dialect === 'light' ? -100 : 0) }))
    .toSorted((a, b) => b.near - a.near || (a.dialect === 'postgresql' ? -1 : b.dialect === 'postgresql' ? 1 : 0))
  const [best] = ranked
  return best && (best.dialect === 'postgresql' ? 'postgresql' : 'other')
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)]
  const differs = left.findIndex((part, index) => part !== right[index])
  return differs < 0 ? left.length : differs
}
