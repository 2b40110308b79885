/**
 * The files of one tree. Listing is cheap, content is read only when asked for.
 * Every method rejects when the host cannot answer completely: a partial answer would let something pass unseen.
 */
export interface Snapshot {
  /** What people call this state: a commit id, or `worktree`, `index`, a folder. */
  readonly revision: string
  /** Id of the root tree: equal trees have equal ids, so what is known of one is known of the other. */
  readonly tree: TreeId
  /** Every file of the tree, in no particular order. */
  list(): Promise<readonly Entry[]>
  /** What differs from another tree, or `undefined` when the host cannot tell (then the caller lists). */
  changes(from: TreeId): Promise<readonly Change[] | undefined>
  /** The contents of these blobs, each once, in any order. Plural, so that a host can batch. */
  read(blobs: readonly BlobId[]): AsyncIterable<Blob>
}

/** The id that git gives to content: the same bytes have the same id in every commit and on every path. */
export type BlobId = string
export type TreeId = string

export interface Entry {
  readonly path: string
  readonly blob: BlobId
  readonly kind: EntryKind
}

/** Only files have content of their own: links are never followed, submodules never entered. */
export type EntryKind = 'file' | 'symlink' | 'submodule'

/** One path that differs: gone without `after`, new without `before`. */
export interface Change {
  readonly path: string
  readonly before?: Entry | undefined
  readonly after?: Entry | undefined
}

/** Content, or the reason why there is none (too large, missing in a partial clone). */
export type Blob =
  | { readonly blob: BlobId; readonly bytes: Uint8Array; readonly unreadable?: undefined }
  | { readonly blob: BlobId; readonly bytes?: undefined; readonly unreadable: string }

/** What a check is given to look at. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}
