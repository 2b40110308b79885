import { createHash } from 'node:crypto'
import type { Bundle } from '#model/facts'
import type { BlobId, TreeId } from '#model/snapshot'

/** What files say, by content. An entry never goes stale, so nothing is invalidated, only evicted. */
export interface FactStore {
  /** The bundles that are known; the others are absent. */
  get(keys: readonly FactKey[]): ReadonlyMap<FactKey, Bundle>
  put(entries: Iterable<readonly [FactKey, Bundle]>): void
}

/** What whole trees say, so that the next tree is evaluated from its difference. One store serves one repository. */
export interface StateStore {
  get(tree: TreeId, version: string): State | undefined
  /** The trees that are known under this version, newest first. */
  trees(version: string): readonly TreeId[]
  put(state: State, version: string): void
}

/** Everything that the files of one tree say, whatever the policy. Only files that say something are in it. */
export interface State {
  readonly tree: TreeId
  readonly files: ReadonlyMap<string, FileState>
}

export interface FileState {
  readonly blob: BlobId
  readonly bundle: Bundle
}

export type FactKey = string

/** Everything that a bundle depends on. No policy and no clock: those come in when facts are judged. */
export function factKey(version: string, path: string, blob: BlobId): FactKey {
  return createHash('sha256')
    .update(JSON.stringify([version, path, blob]))
    .digest('base64url')
}
