import type { SourceFile } from '#model/snapshot'
import { code } from '../code/code.ts'
import { argumentOf, constantText, entryOf, positional } from '../code/lookup.ts'
import type { Call, Class, Code, Decorator, Field } from '../code/view.ts'
import { perFile } from '../per-file.ts'
import { within } from '../ranges.ts'
import { activeRecordTables } from './active-record.ts'
import { tableName } from './change.ts'
import type { Table } from './table.ts'

export type { Table } from './table.ts'

/** Where code describes its tables. */
export const TABLE_FILES: readonly string[] = [
  '**/*{model,entit,schema,tables,orm}*.{py,ts,js,go,java}',
  '**/{models,model,entities,entity,domain,orm,schema,schemas}/**/*.{py,ts,js,go,java,rb}',
  '**/*.prisma',
]

/** Literals without one of which no table is described. */
export const TABLE_HINTS: readonly string[] = [
  '__tablename__',
  'models.',
  '@entity',
  '@column',
  '@map',
  'gorm:',
  'db:"',
  '@id',
  'applicationrecord',
  'activerecord::base',
]

/** The tables that SQLAlchemy, Django, Active Record, TypeORM, JPA, Prisma and the tags of Go's structs describe in a file. */
export const tables: (file: SourceFile) => readonly Table[] = perFile((file) => {
  if (file.path.endsWith('.prisma')) return prisma(file.text)
  if (!LIKELY.test(file.text)) return []
  const source = code(file)
  if (!source) return []
  return source.language === 'ruby' ? activeRecordTables(source) : source.classes.flatMap((one) => tableOf(source, one))
})

const LIKELY = /<\s*(?:ApplicationRecord|ActiveRecord::Base)\b|__tablename__|\bmodels\.\w+Field\(|@(?:Entity|Table)\b|\b(?:gorm|db):"/

function tableOf(code: Code, one: Class): readonly Table[] {
  const decorator = one.decorators.find(({ name }) => name === 'Table') ?? one.decorators.find(({ name }) => name === 'Entity')
  const inMeta = within(code.assignments, one.range).find(
    ({ target, scope }) => /(?:^|\.)(?:__tablename__|db_table)$/.test(target) && scope.class === one.name,
  )
  const tablename = constantText(one.fields.find(({ name }) => name === '__tablename__')?.value ?? inMeta?.value)
  const columns = one.fields.flatMap((field) => columnsOf(field))
  if (columns.length === 0 && !decorator && !tablename) return []
  const own = tablename ?? (decorator && nameOf(decorator))
  const snake = one.name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  return [{ names: own ? [tableName(own), one.name.toLowerCase()] : [one.name.toLowerCase(), snake, `${snake}s`], columns }]
}

function nameOf({ args }: Decorator): string | undefined {
  const call = { args } as Call
  return constantText(argumentOf(call, 'name') ?? positional(call, 0))
}

/** A relation of Django is a column with `_id`. */
function columnsOf({ name, value, decorators }: Field): readonly string[] {
  const lower = name.toLowerCase()
  const snake = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  if (value?.kind === 'call' && /^(?:Column|mapped_column)$/.test(value.method)) {
    return [(constantText(positional(value, 0)) ?? name).toLowerCase()]
  }
  if (value?.kind === 'call' && /(?:Field|ForeignKey)$/.test(value.method)) {
    return [lower, `${lower}_id`, constantText(argumentOf(value, 'db_column')) ?? lower]
  }
  const tag = decorators.find((one) => /^(?:\w*Column|gorm|db)$/.test(one.name))
  if (!tag) return []
  const written = constantText(tag.args[0]?.value) ?? constantText(entryOf(tag.args[0]?.value, 'name')?.value)
  const own = tag.name === 'gorm' ? /column:(\w+)/.exec(written ?? '')?.[1] : tag.name === 'db' ? written?.split(',')[0] : nameOf(tag)
  return own ? [own.toLowerCase()] : [lower, snake]
}

/** `model Order { … @@map("orders") }`. */
function prisma(text: string): readonly Table[] {
  const models = text.split(/^(?=model\s)/m).flatMap((part) => [...part.matchAll(/^model\s+(\w+)\s*\{([^}]*)\}/g)])
  return models.map(([, name = '', body = '']) => {
    const mapped = /@@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(body)?.[1]
    const columns = body.split('\n').flatMap((line) => {
      const own = /^\s*(\w+)\s+\w/.exec(line)?.[1]
      return own ? [(/@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(line)?.[1] ?? own).toLowerCase()] : []
    })
    return { names: [(mapped ?? name).toLowerCase()], columns }
  })
}
