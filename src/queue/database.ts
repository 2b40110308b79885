export type Value = string | number | null

/** One row, by column. */
export type Row = Readonly<Record<string, Value>>

/** SQL that SQLite and PostgreSQL both understand, `?` for each parameter. */
export interface Sql {
  query(sql: string, parameters?: readonly Value[]): Promise<readonly Row[]>
}

/** A database that survives a crash: what a resolved call wrote is on disk. */
export interface Database extends Sql {
  readonly engine: 'sqlite' | 'postgres'
  /** Runs a transaction while no other such transaction runs, in whatever process. */
  exclusively<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}
