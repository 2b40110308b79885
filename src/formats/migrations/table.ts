/** A table as the code of the project knows it. */
export interface Table {
  /** What it may be called in a migration, in lower case: its own name, that of its class. */
  readonly names: readonly string[]
  /** In lower case. */
  readonly columns: readonly string[]
}
