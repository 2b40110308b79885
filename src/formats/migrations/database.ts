import type { SourceFile } from '#model/snapshot'
import { perFile } from '../per-file.ts'
import type { Change, Dialect, Migration } from './change.ts'

/** What a manifest or a configuration says of the databases that a project uses. */
export interface DatabaseUse {
  /** The strongest that it shows; SQLite is `light`, since developers use it beside another. */
  readonly dialect?: Dialect | 'light' | undefined
  /** Every migration gives up on locks that it does not get. */
  readonly hasLockTimeout: boolean
  /** A library makes indexes and constraints beside the traffic, however they are asked for. */
  readonly isGuarded?: boolean | undefined
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
  'safe-pg-migrations',
  'safe_by_default',
  'zero_downtime',
  'zero-downtime',
  "'pg'",
  '"pg"',
]

/** `undefined` of a file that says nothing. */
export const databaseOf: (file: SourceFile) => DatabaseUse | undefined = perFile(({ text }) => {
  const isGuarded = GUARDS.test(text)
  const hasLockTimeout = isGuarded || /lock_timeout/i.test(text)
  const dialect = POSTGRES.test(text) ? 'postgresql' : OTHER.test(text) ? 'other' : /sqlite/i.test(text) ? 'light' : undefined
  return dialect || hasLockTimeout ? { dialect, hasLockTimeout, ...(isGuarded && { isGuarded }) } : undefined
})

/** safe-pg-migrations, StrongMigrations told to, and the backend of Django that is named for it. */
const GUARDS = /^\s*gem\s+["']safe-pg-migrations["']|^[^#\n]*\bsafe_by_default\s*=\s*true\b|["']django_zero_downtime_migrations\.backends/m

const POSTGRES = /postgres|psycopg|asyncpg|\bpgx\b|\blib\/pq\b|["']pg["']/i
const OTHER = /mysql|mariadb|sqlserver|mssql|\boracle\b|cockroach/i

/** What a library around does in steps that hold no lock for long, and the migration need not. */
export function isDoneBeside({ kind }: Change, { tool }: Migration, uses: readonly { readonly fact: DatabaseUse }[]): boolean {
  return (tool === 'Rails' || tool === 'Django') && BESIDE.has(kind) && uses.some(({ fact }) => fact.isGuarded)
}

const BESIDE: ReadonlySet<Change['kind']> = new Set(['create index', 'add foreign key', 'add check', 'add unique', 'set not null'])

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
