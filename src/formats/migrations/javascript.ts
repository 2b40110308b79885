import type { SourceFile } from '#model/snapshot'
import { constantText, entryOf, positional } from '../code/lookup.ts'
import type { Call, Code, Value } from '../code/view.ts'
import type { Change, Migration, Tool } from './change.ts'
import { tableName } from './change.ts'
import { embeddedChanges } from './embedded.ts'
import { knex, textOf } from './knex.ts'
import { sequelize } from './sequelize.ts'
import { dialectOf } from './text.ts'

type Bare = Omit<Change, 'range'>

/** A migration of Knex, TypeORM or Sequelize: what its `up` does. */
export function javascriptMigration(file: SourceFile, code: Code, told: Tool): Migration {
  const calls = code.calls.filter(({ scope }) => !/(?:^|\.)down$/.test(scope.function ?? ''))
  const isTypeorm = code.classes.some(({ bases }) => bases.includes('MigrationInterface')) || /\bqueryRunner\./.test(file.text)
  const tool = isTypeorm ? 'TypeORM' : told === 'Sequelize' ? told : 'Knex'
  const changesOf = { TypeORM: typeorm, Sequelize: sequelize, Knex: (call: Call) => knex(call, calls) }[tool]
  return {
    tool,
    changes: calls.flatMap((call) => [...raw(file, call), ...changesOf(call)]),
    transactional: !/\btransaction\s*[:=]\s*false\b|\bcommitTransaction\(/.test(file.text),
    hasLockTimeout: /\block_timeout\b/i.test(file.text),
    dialect: dialectOf(sqlOf(calls)),
  }
}

function isRaw({ callee }: Call): boolean {
  return /(?:^|\.)(?:queryRunner|runner)\.(?:query|manager\.query)$|(?:^|\.)(?:knex|trx|schema|db)\.(?:schema\.)?raw$|(?:^|\.)sequelize\.query$/.test(
    callee,
  )
}

function raw(file: SourceFile, call: Call): readonly Change[] {
  return isRaw(call) ? embeddedChanges(file, positional(call, 0)) : []
}

function sqlOf(calls: readonly Call[]): string {
  return calls.flatMap((call) => (isRaw(call) ? (constantText(positional(call, 0)) ?? []) : [])).join('\n')
}

/** `queryRunner.addColumn('orders', new TableColumn({ … }))`. */
function typeorm(call: Call): readonly Change[] {
  if (!/(?:^|\.)(?:queryRunner|runner)\.\w+$/.test(call.callee)) return []
  const options = optionsOf(positional(call, 1))
  const table = tableName(textOf(call, 0) ?? '')
  const name = constantText(entryOf(options, 'name')?.value) ?? textOf(call, 1)
  const change = typeormChange(call, table, name, options)
  return change ? [{ ...change, range: call.range }] : []
}

function typeormChange(call: Call, table: string, name: string | undefined, options: Value | undefined): Bare | undefined {
  switch (call.method) {
    case 'createTable':
      return { kind: 'create table', table: tableName(constantText(entryOf(optionsOf(positional(call, 0)), 'name')?.value) ?? '') }
    case 'dropTable':
      return { kind: 'drop table', table }
    case 'renameTable':
      return { kind: 'rename table', table }
    case 'renameColumn':
      return { kind: 'rename column', table, name }
    case 'dropColumn':
      return { kind: 'drop column', table, name }
    case 'createIndex':
      return { kind: 'create index', table, name, online: isTrue(entryOf(options, 'isConcurrent')?.value) }
    case 'createForeignKey':
      return { kind: 'add foreign key', table, name }
    case 'createUniqueConstraint':
      return { kind: 'add unique', table, name }
    case 'createCheckConstraint':
      return { kind: 'add check', table, name }
    case 'addColumn':
      return options && { kind: isRequired(options) ? 'add required column' : 'add column', table, name }
    default:
      return
  }
}

function optionsOf(value: Value | undefined): Value | undefined {
  return value?.kind === 'call' ? positional(value, 0) : value
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value
}

/** Columns of TypeORM are required unless said otherwise. */
function isRequired(options: Value): boolean {
  return (
    options.kind === 'object' &&
    !options.entries.some(({ key }) => key === '...') &&
    !isTrue(entryOf(options, 'isNullable')?.value) &&
    !['default', 'isGenerated', 'asExpression', 'generationStrategy'].some((key) => entryOf(options, key))
  )
}
