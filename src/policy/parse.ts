import type { Catalogue } from '#model/check'
import type { Policy } from '#model/policy'
import { type Origin, type Parsed, readLayer } from './layer.ts'
import { refusedWaivers } from './refused-waivers.ts'
import { resolvePolicy } from './resolve.ts'

/** A policy that stands for itself, or all of its mistakes with their places. */
export function parsePolicy(text: string, origin: Origin, catalogue: Catalogue): Parsed<{ readonly policy: Policy }> {
  const read = readLayer(text, origin, catalogue)
  if (read.problems) return read
  const { policy } = resolvePolicy([read.layer], catalogue)
  const refused = refusedWaivers(policy)
  return refused.length > 0 ? { problems: refused } : { policy }
}
