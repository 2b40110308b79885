import { constantText, entryOf } from '#formats/code/lookup'
import { modulesOf } from '#formats/code/origins'
import type { Call, Code, Value } from '#formats/code/view'
import { lines, rangeInLine } from '#formats/lines'
import type { SourceFile } from '#model/snapshot'
import type { StateFact } from './fact.ts'

const FILE: Pick<StateFact, 'language' | 'harm' | 'advice' | 'kind'> = {
  language: 'node',
  harm: 'the database is a file that one process writes at a time and one machine has',
  advice: 'Use a database server.',
  kind: 'state',
}

const OPENS = /(?:^|\.)(?:Sequelize|DataSource|createConnection|(?:TypeOrm|Sequelize)Module\.forRoot)$/

/** `new Sequelize({ dialect: 'sqlite', storage: 'app.db' })`, `TypeOrmModule.forRoot({ type: 'sqlite', … })`. */
export function sqliteOpened(call: Call): readonly StateFact[] {
  const options = OPENS.test(call.callee) ? call.args.map(({ value }) => value).find(isSqlite) : undefined
  return options ? [{ subject: call.callee, range: call.calleeRange, ...FILE }] : []
}

/** `export const database: TypeOrmModuleOptions = { type: 'sqlite', … }`. */
export function sqliteConfigured(code: Code): readonly StateFact[] {
  if (!modulesOf(code).some((module) => /sequelize|typeorm/.test(module))) return []
  return code.assignments.flatMap(({ target, value }) => {
    const kind = isSqlite(value) && !/dev|test|local/i.test(target) ? (entryOf(value, 'dialect') ?? entryOf(value, 'type')) : undefined
    return kind ? [{ subject: target, range: kind.range, ...FILE }] : []
  })
}

/** What is in memory alone is a test's. */
function isSqlite(options: Value): boolean {
  const kind = constantText((entryOf(options, 'dialect') ?? entryOf(options, 'type'))?.value)
  const place = constantText((entryOf(options, 'storage') ?? entryOf(options, 'database'))?.value)
  return /^(?:better-)?sqlite3?$/.test(kind ?? '') && place !== ':memory:'
}

/** Prisma has one database for all environments. A schema for each is chosen by its path. */
export function sqliteOfPrisma(file: SourceFile): readonly StateFact[] {
  if (/sqlite|dev|test|local/i.test(file.path)) return []
  const all = lines(file)
  const start = all.findIndex(({ text }) => /^\s*datasource\b/.test(text))
  const line = start < 0 ? undefined : all.slice(start, start + 20).find(({ text }) => /^\s*provider\s*=\s*"sqlite"/.test(text))
  return line ? [{ subject: 'datasource provider', range: rangeInLine(line, line.text.search(/\S/)), ...FILE }] : []
}
