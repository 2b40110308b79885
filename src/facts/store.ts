import { createHash } from 'node:crypto'
import type { Bundle } from '#model/facts'
import type { BlobId, TreeId } from '#model/snapshot'
import type { Part } from './part.ts'

/** What files say, by content. An entry never goes stale, so nothing is invalidated, only evicted. */
export interface FactStore {
  /** The bundles that are known; the others are absent. */
  get(keys: readonly FactKey[]): ReadonlyMap<FactKey, Bundle>
  put(entries: Iterable<readonly [FactKey, Bundle]>): void
}

/** What whole trees say, so that the next tree is evaluated from its difference. One store serves one repository. */
export interface StateStore {
  get(tree: TreeId, version: string): State | undefined
  /** The trees that are known under this version, the one that was asked for or stored last first. */
  trees(version: string): readonly TreeId[]
  put(state: State, version: string): void
  readonly judged: JudgedStore
}

/** What judging came to, plain JSON by names that hold everything it depends on. */
export interface JudgedStore {
  get(keys: readonly string[]): ReadonlyMap<string, unknown>
  put(entries: Iterable<readonly [key: string, value: unknown]>): void
}

/** Everything that the files of one tree say, whatever the policy, in `PARTS` parts. Only files that say something are in it. */
export interface State {
  readonly tree: TreeId
  readonly parts: readonly Part[]
}

export type FactKey = string

/** Everything that a bundle depends on. No policy and no clock: those come in when facts are judged. */
export function factKey(version: string, path: string, blob: BlobId): FactKey {
  return createHash('sha256')
    .update(JSON.stringify([version, path, blob]))
    .digest('base64url')
}
