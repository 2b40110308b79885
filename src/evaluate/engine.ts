import type { Catalogue } from '#model/check'
import type { Bundle } from '#model/facts'
import type { SourceFile } from '#model/snapshot'
import type { Suppression } from '#model/suppression'
import type { FactStore, StateStore } from '../facts/store.ts'

/** What evaluating needs besides a snapshot and a policy. The entry points put it together. */
export interface Engine {
  readonly catalogue: Catalogue
  /** Digest of everything that facts depend on besides the file: checks, formats, model and parsers. */
  readonly version: string
  readonly facts: FactStore
  /** What is known of the trees of this repository. */
  readonly states: StateStore
  /** Reads the comments that ask to ignore findings; files without the hint have none. */
  readonly comments: CommentReader
  /** Loads what the parsers of these paths need. */
  prepare(paths: readonly string[]): Promise<void>
  /** Who helps to collect, where the machine has cores to spare. */
  readonly pool?: WorkerPool | undefined
  /** Counts work, for tests, metrics and benchmarks. */
  readonly counters?: Counters | undefined
}

export function noCounts(): Counters {
  return { read: 0, collected: 0, bytes: 0, parsed: 0, parsedBytes: 0, judged: 0, listed: 0 }
}

/** Others that collect beside this thread. */
export interface WorkerPool {
  /** What they collect for: an engine over another catalogue does without them. */
  readonly catalogue: Catalogue
  /** They work until they are stopped. */
  start(): readonly PoolWorker[]
  /** Milliseconds, from any start: by them it is judged whether workers pay. */
  readonly now: () => number
}

export interface PoolWorker {
  /** What each of these files says, in their order; nothing where no check needs to see it. Rejects once this worker can work no longer. */
  collect(files: readonly RawFile[]): Promise<readonly (Bundle | undefined)[]>
  stop(): void
}

export interface RawFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface CommentReader {
  readonly hint: string
  read(file: SourceFile): readonly Suppression[]
}

export interface Counters {
  /** Blobs asked of the host. */
  read: number
  /** Files given to the checks, and their bytes. */
  collected: number
  bytes: number
  /** Those of them in which a glance found something for a check. */
  parsed: number
  parsedBytes: number
  /** Facts given to a check to be judged. */
  judged: number
  /** Paths listed: the whole tree, or the difference from a known one. */
  listed: number
}

export function count({ counters }: Engine, what: keyof Counters, by: number): void {
  if (counters) counters[what] += by
}
