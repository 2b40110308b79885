import type { Range } from '#model/location'
import { parseSql, type SqlNode, type SqlPiece, splitClauses, statementsOfBlock } from '../sql.ts'
import type { Change, ChangeKind } from './change.ts'
import { tableName } from './change.ts'
import { clauseChange, textChanges } from './wording.ts'

/** Where a part of the statement stands in its file. */
export type Place = (piece: Pick<SqlPiece, 'start' | 'end'>) => Range

type Bare = Omit<Change, 'range'>

/** What one statement does to tables, by PostgreSQL's grammar, and by its words where that does not understand it. */
export function changesOf(statement: SqlPiece, placeOf: Place): readonly Change[] {
  if (!MATTERS.test(statement.text)) return []
  if (/^do\b/i.test(statement.text)) {
    return statementsOfBlock(statement).flatMap((one) =>
      changesOf(one, ({ start, end }) => placeOf({ start: statement.start + start, end: statement.start + end })),
    )
  }
  const node = parseSql(statement)
  const range = placeOf(statement)
  if (!node) return textChanges(statement.text).map((change) => ({ ...change, range }))
  if ('AlterTableStmt' in node) return altered(node.AlterTableStmt as Altered, statement, placeOf)
  return simple(node).map((change) => ({ ...change, range }))
}

const MATTERS = /^(?:alter\s+table|create\s+(?:table|unlogged|unique|index)|drop\s+table|update|delete|do|with)\b/i

// biome-ignore lint/suspicious/noExplicitAny: the grammar's nodes, of which each function knows the few it reads.
type Raw = Readonly<Record<string, any>>

function simple(node: SqlNode): readonly Bare[] {
  const [[type, raw] = ['', {}]] = Object.entries(node) as [string, Raw][]
  const table = tableName(raw.relation?.relname ?? raw.into?.rel?.relname ?? '')
  switch (type) {
    case 'CreateStmt':
    case 'CreateTableAsStmt':
      return raw.objtype === 'OBJECT_MATVIEW' ? [] : [{ kind: 'create table', table }]
    case 'IndexStmt':
      return [{ kind: 'create index', table, name: raw.idxname, online: raw.concurrent === true }]
    case 'UpdateStmt':
    case 'DeleteStmt':
      return raw.whereClause || raw.fromClause || raw.usingClause ? [] : [{ kind: 'write all rows', table }]
    case 'RenameStmt':
      return renamed(raw, table)
    case 'DropStmt':
      return raw.removeType === 'OBJECT_TABLE' ? dropped(raw) : []
    default:
      return []
  }
}

function renamed(raw: Raw, table: string): readonly Bare[] {
  if (raw.renameType === 'OBJECT_TABLE') return [{ kind: 'rename table', table, name: raw.newname }]
  return raw.renameType === 'OBJECT_COLUMN' && raw.relationType === 'OBJECT_TABLE'
    ? [{ kind: 'rename column', table, name: raw.subname }]
    : []
}

function dropped(raw: Raw): readonly Bare[] {
  return (raw.objects as Raw[]).map(({ List }) => ({ kind: 'drop table', table: tableName(List?.items?.at(-1)?.String?.sval ?? '') }))
}

interface Altered {
  readonly relation?: { readonly relname?: string }
  readonly objtype?: string
  readonly cmds?: readonly { readonly AlterTableCmd: Raw }[]
}

function altered({ relation, objtype, cmds = [] }: Altered, statement: SqlPiece, placeOf: Place): readonly Change[] {
  if (objtype && objtype !== 'OBJECT_TABLE') return []
  const table = tableName(relation?.relname ?? '')
  const clauses = splitClauses(statement.text)
  const placeOfClause = (index: number): Range => {
    const clause = cmds.length > 1 && clauses.length === cmds.length ? clauses[index] : undefined
    if (!clause) return placeOf(statement)
    return placeOf({ start: statement.start + clause.start, end: statement.start + clause.end })
  }
  return cmds.flatMap(({ AlterTableCmd }, index) =>
    commanded(AlterTableCmd, clauses.length === cmds.length ? clauses[index]!.text : statement.text).map((change) => ({
      ...change,
      table,
      range: placeOfClause(index),
    })),
  )
}

function commanded(raw: Raw, text: string): readonly Omit<Bare, 'table'>[] {
  const name: string | undefined = raw.name ?? raw.def?.ColumnDef?.colname
  const kind = COMMANDS[raw.subtype as string]
  if (raw.subtype === 'AT_AddColumn') return [addedColumn(raw.def?.ColumnDef ?? {}, name)]
  if (raw.subtype === 'AT_AddConstraint') return constrained(raw.def?.Constraint ?? {})
  if (raw.subtype === 'AT_AlterColumnType') return [clauseChange(text, name)]
  return [kind ? { kind, name } : { kind: 'alter', name }]
}

const COMMANDS: Readonly<Record<string, ChangeKind>> = {
  AT_SetNotNull: 'set not null',
  AT_DropNotNull: 'drop not null',
  AT_DropColumn: 'drop column',
  AT_ValidateConstraint: 'validate',
}

function addedColumn(column: Raw, name: string | undefined): Omit<Bare, 'table'> {
  const constraints = ((column.constraints ?? []) as { Constraint: Raw }[]).map(({ Constraint }) => Constraint.contype as string)
  const filled = ['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED'].some((type) => constraints.includes(type)) || isSerial(column)
  const required = constraints.includes('CONSTR_NOTNULL') || constraints.includes('CONSTR_PRIMARY')
  return { kind: required && !filled ? 'add required column' : 'add column', name }
}

function isSerial(column: Raw): boolean {
  return /serial/.test(column.typeName?.names?.at(-1)?.String?.sval ?? '')
}

const CONSTRAINTS: Readonly<Record<string, ChangeKind>> = {
  CONSTR_FOREIGN: 'add foreign key',
  CONSTR_CHECK: 'add check',
  CONSTR_UNIQUE: 'add unique',
  CONSTR_PRIMARY: 'add unique',
  CONSTR_EXCLUSION: 'add unique',
}

function constrained(raw: Raw): readonly Omit<Bare, 'table'>[] {
  const kind = CONSTRAINTS[raw.contype as string]
  if (!kind) return [{ kind: 'alter', name: raw.conname }]
  const name = raw.conname ?? raw.fk_attrs?.[0]?.String?.sval
  const online = raw.skip_validation === true || raw.indexname !== undefined
  return [{ kind, name, online, notNull: notNullIn(raw.raw_expr) }]
}

/** The columns that a condition says are not null, when that is all that it says. */
function notNullIn(expression: Raw | undefined): readonly string[] | undefined {
  const test = expression?.NullTest as Raw | undefined
  const column = test?.nulltesttype === 'IS_NOT_NULL' ? test.arg?.ColumnRef?.fields?.at(-1)?.String?.sval : undefined
  return column ? [column] : undefined
}
