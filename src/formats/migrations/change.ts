import type { Range } from '#model/location'

/** One thing that a migration does to a table, whatever tool it is written for. Plain data. */
export interface Change {
  readonly kind: ChangeKind
  /** Without schema and quotes, in lower case; of Django the name of the model. */
  readonly table: string
  /** A column, a constraint or an index, as written. */
  readonly name?: string | undefined
  /** Of an index: built beside the traffic. Of a constraint: it does not look at the rows that are there. Of a column: with a default. */
  readonly online?: boolean | undefined
  /** Of a check: the columns that it says are not null. */
  readonly notNull?: readonly string[] | undefined
  /** Of a Django field: what later migrations compare with. */
  readonly field?: FieldShape | undefined
  readonly range: Range
}

export type ChangeKind =
  | 'create table'
  | 'drop table'
  | 'rename table'
  | 'create index'
  | 'add column'
  | 'add required column'
  | 'set not null'
  | 'drop not null'
  | 'change type'
  | 'drop column'
  | 'rename column'
  | 'add foreign key'
  | 'add check'
  | 'add unique'
  | 'validate'
  | 'write all rows'
  | 'write row by row'
  | 'alter'
  | 'field'

export interface FieldShape {
  readonly type: string
  readonly nullable: boolean
  readonly length?: number | undefined
  readonly indexed?: boolean | undefined
  readonly unique?: boolean | undefined
}

/** What one migration file does. */
export interface Migration {
  readonly tool: Tool
  readonly changes: readonly Change[]
  /** All of it is one transaction. */
  readonly transactional: boolean
  /** It gives up on a lock that it does not get soon. */
  readonly hasLockTimeout: boolean
  /** The database that the text itself shows. */
  readonly dialect?: Dialect | undefined
  /** When it was written, as its name or its head tells: days since 1970. */
  readonly day?: number | undefined
}

export type Tool =
  | 'Alembic'
  | 'Django'
  | 'Rails'
  | 'Knex'
  | 'TypeORM'
  | 'Sequelize'
  | 'Prisma'
  | 'Flyway'
  | 'goose'
  | 'golang-migrate'
  | 'SQL'
export type Dialect = 'postgresql' | 'other'

/** `"public"."Orders"` and `public.orders` are `orders`. */
export function tableName(written: string): string {
  const last = written.replaceAll(/["'`[\]]/g, '').trim()
  return last.slice(last.lastIndexOf('.') + 1).toLowerCase()
}
