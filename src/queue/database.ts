export type Value = string | number | null

/** One row, by column. */
export type Row = Readonly<Record<string, Value>>

/** SQL that SQLite and PostgreSQL both understand, `?` for each parameter. */
export interface Sql {
  query(sql: string, parameters?: readonly Value[]): Promise<readonly Row[]>
}

export interface Store extends Sql {
  /** Runs a transaction while no other such transaction runs, in whatever process. */
  exclusively<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>
}

/** A database that survives a crash: what a resolved call wrote is on disk. */
export interface Database extends Store {
  readonly engine: 'sqlite' | 'postgres'
  /**
   * The same without waiting for the disk: what a resolved call wrote outlives every process of ours; should the power fail, the last moments
   * may be lost, in their order. For what is found out again when it is lost, because a disk makes sure of some hundred writes a second at best.
   */
  readonly hurried: Store
  close(): Promise<void>
}
