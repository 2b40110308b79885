import type { Range } from '#model/location'

/** Something that a process keeps to itself. Plain JSON. */
export interface StateFact {
  /** `CHANNEL_LAYERS default`, `RateLimiterMemory rateLimiter`. */
  readonly subject: string
  readonly range: Range
  readonly language: 'python' | 'node' | 'go' | 'java' | 'ruby' | 'csharp'
  /** What goes wrong with a second process, as a clause. */
  readonly harm: string
  readonly advice: string
  /**
   * `state`: others must see it; `sockets`: as soon as there are others. `cache`: only costs freshness. `files`: other machines must see it.
   * `slow`: shared, but at a price.
   */
  readonly kind: 'state' | 'sockets' | 'cache' | 'files' | 'slow'
  /** A setting: elsewhere in the repository it may name something shared. */
  readonly setting?: string | undefined
  /** By its own words the file is part of a server, also where nothing else of it is here. */
  readonly serves?: boolean | undefined
  /** Only its name tells what it is, so that a server has to stand around it. */
  readonly isNamed?: boolean | undefined
}

/** Something that processes share, under the name of the setting that it may replace. Plain JSON. */
export interface SharedFact {
  readonly shares: string
  readonly subject: string
  readonly range: Range
}
