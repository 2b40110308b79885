import type { Assessment } from '#model/assessment'
import type { Finding } from '#model/finding'
import { fingerprint } from './fingerprint.ts'
import { byWorst } from './order.ts'

/** A finding that the pull request brings, with what a reader has to know about it. */
export interface News {
  readonly finding: Finding
  /** It fails the gate. */
  readonly blocking: boolean
  /** What it was before, when it was there: `yellow, low`. */
  readonly before?: string | undefined
}

/** Everything introduced or worsened: what blocks first, then the worst. */
export function newsOf({ delta, verdict }: Pick<Assessment, 'delta' | 'verdict'>): readonly News[] {
  const blocking = new Set(verdict.blocking.map(fingerprint))
  const news = [
    ...delta.introduced.map((finding): News => ({ finding, blocking: blocking.has(fingerprint(finding)) })),
    ...delta.worsened.map(({ finding, before }): News => ({ finding, before, blocking: blocking.has(fingerprint(finding)) })),
  ]
  return news.toSorted((a, b) => Number(b.blocking) - Number(a.blocking) || byWorst(a.finding, b.finding))
}
