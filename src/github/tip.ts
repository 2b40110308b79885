import type { PolicyContent } from '#model/policy-file'
import { policyEntry, type RawEntry } from './policy-entry.ts'
import type { Commit } from './snapshot.ts'

/** A commit with the policy that it holds. */
export interface Tip extends Commit {
  readonly policy: PolicyContent
}

/** For queries that have `$policy`, the path of the policy. */
export const TIP = `fragment Tip on Commit { oid tree { oid } file(path: $policy) { mode oid object { ... on Blob { text isTruncated } } } }`

export interface RawTip {
  readonly oid: string
  readonly tree: { readonly oid: string }
  readonly file: RawEntry | null
}

export function tipOf({ oid, tree, file }: RawTip): Tip {
  return { oid, tree: tree.oid, policy: policyEntry(file) }
}
