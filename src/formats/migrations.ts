import type { SourceFile } from '#model/snapshot'
import { code } from './code/code.ts'
import { alembicMigration } from './migrations/alembic.ts'
import type { Migration, Tool } from './migrations/change.ts'
import { dayOf } from './migrations/day.ts'
import { djangoMigration } from './migrations/django.ts'
import { javascriptMigration } from './migrations/javascript.ts'
import { railsMigration } from './migrations/rails.ts'
import { sqlMigration } from './migrations/text.ts'
import { perFile } from './per-file.ts'

export type { Change, ChangeKind, Dialect, FieldShape, Migration, Tool } from './migrations/change.ts'
export { DATABASE_FILES, DATABASE_HINTS, type DatabaseUse, databaseOf, dialectAt, isDoneBeside } from './migrations/database.ts'
export { provenColumns } from './migrations/hazards.ts'
export { remade, settled } from './migrations/history.ts'
export { pastMigrations } from './migrations/past.ts'
export { TABLE_FILES, TABLE_HINTS, type Table, tables } from './migrations/tables.ts'
export { verdictOf } from './migrations/verdict.ts'

/** Where migrations stand, as globs. */
export const MIGRATION_FILES: readonly string[] = [
  '**/*{migrat,alembic,flyway,Migrat}*/**/*.{sql,py,rb,js,cjs,mjs,ts,cts,mts}',
  '**/versions/*.py',
  '**/V[0-9]*__*.sql',
  '**/*.up.sql',
  '**/migration.sql',
  '**/drizzle/**/*.sql',
  '**/{sql,schema,schemas,db,database}/**/*.sql',
]

/** Literals without one of which a migration changes no table. */
export const MIGRATION_HINTS: readonly string[] = [
  'table',
  'index',
  'column',
  'update',
  'delete',
  'execute',
  'migrations.',
  'add_',
  'change_',
  'rename_',
  'remove_',
]

/** What a migration does on its way up; `undefined` of any other file, and of what only undoes. Throws `Unparsable`. */
export const migration: (file: SourceFile) => Migration | undefined = perFile((file) => {
  const tool = toolOf(file)
  const found = tool && read(file, tool)
  return found && { ...found, day: dayOf(file) }
})

function read(file: SourceFile, tool: Tool): Migration | undefined {
  if (file.path.endsWith('.sql')) return sqlMigration(file, tool)
  const source = code(file)
  if (!source) return
  if (tool === 'Alembic') return alembicMigration(file, source)
  if (tool === 'Django') return djangoMigration(file, source)
  return tool === 'Rails' ? railsMigration(file, source) : javascriptMigration(file, source, tool)
}

function toolOf({ path, text }: SourceFile): Tool | undefined {
  if (path.endsWith('.sql')) return sqlTool(path) ?? (MARKED.test(text) ? 'goose' : undefined)
  if (path.endsWith('.py')) {
    if (/^\s*class Migration\s*\(/m.test(text) && text.includes('migrations.')) return 'Django'
    return /^(?:down_)?revision\b/m.test(text) && /\bdef upgrade\b/.test(text) ? 'Alembic' : undefined
  }
  if (path.endsWith('.rb')) return /<\s*ActiveRecord::Migration/.test(text) ? 'Rails' : undefined
  if (/\bMigrationInterface\b/.test(text)) return 'TypeORM'
  if (!/\bup\b/.test(text)) return
  if (/\bqueryInterface\./.test(text)) return 'Sequelize'
  return /\b(?:knex|Knex)\b/.test(text) ? 'Knex' : undefined
}

/** goose and dbmate mark both ways in the file itself, wherever it stands. */
const MARKED = /^--[ \t]*(?:\+goose[ \t]+up|migrate:up)\b/im

const UNDOES = /(?:^|[._/-])(?:down|rollback|undo|revert)(?:s)?(?:\.sql$|\/)|(?:^|\/)U\d[\w.]*__/i
const DATA = /(?:^|\/)(?:seeds?|fixtures?|dumps?|backups?)\/|(?:^|\/)(?:schema|structure|dump|seeds?)\.sql$/i

function sqlTool(path: string): Tool | undefined {
  if (UNDOES.test(path) || DATA.test(path)) return
  if (/(?:^|\/)prisma\/(?:.*\/)?migrations?\/[^/]+\/migration\.sql$/.test(path)) return 'Prisma'
  if (/(?:^|\/)[VR](?:\d[\w.]*)?__[^/]+\.sql$/.test(path)) return 'Flyway'
  if (path.endsWith('.up.sql')) return 'golang-migrate'
  return /migrat|alembic|flyway|(?:^|\/)drizzle\//i.test(path.slice(0, path.lastIndexOf('/') + 1)) || /(?:^|\/)migration\.sql$/.test(path)
    ? 'SQL'
    : undefined
}
