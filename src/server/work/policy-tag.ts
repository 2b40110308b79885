import { createHash } from 'node:crypto'
import type { Tip } from '../../github/tip.ts'

/** Tells whether two judgements were made by the same policy files: that of the base branch, and that of the owner above it. */
export function policyTag(base: Tip | undefined, above: Tip | undefined): string {
  const contents = JSON.stringify([base?.policy ?? null, above?.policy ?? null])
  return createHash('sha256').update(contents).digest('hex').slice(0, 16)
}
