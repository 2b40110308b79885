/** What a path is for. Most controls look at production files only. */
/** `ignored`: as good as absent, because the policy says so. */
export type PathClass = 'production' | 'ignored' | ExemptClass

export type ExemptClass = 'test' | 'example' | 'generated' | 'vendored' | 'documentation'

/** Tells the class of each path. Decided in one place (`policy/`), applied when judging and never when collecting. */
export interface ClassOf {
  (path: string): PathClass
  /** Equal for those that tell the same; absent where nobody can tell, and then nothing that was judged by it is kept. */
  readonly key?: string | undefined
  /** Paths for which the key does not hold. */
  readonly except?: ReadonlySet<string> | undefined
}
