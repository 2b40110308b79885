import { distance } from 'fastest-levenshtein'

/** The candidate that was probably meant, if one is near enough. */
export function nearest(wrong: string, candidates: Iterable<string>): string | undefined {
  if (wrong.length > LONGEST) return undefined
  const lower = wrong.toLowerCase()
  let best: { candidate: string; cost: number } | undefined
  for (const candidate of candidates) {
    const cost = costOf(lower, candidate.toLowerCase())
    if (cost <= allowance(candidate) && (!best || cost < best.cost)) best = { candidate, cost }
  }
  return best?.candidate
}

/** Two letters that changed places cost two. */
function allowance({ length }: string): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3))
}

/** A control named without its dimension, or under another one, is nearer than its letters are. */
function costOf(wrong: string, candidate: string): number {
  const name = candidate.slice(candidate.indexOf('/') + 1)
  const wrongName = wrong.slice(wrong.indexOf('/') + 1)
  if (candidate.includes('/') && name === wrongName) return 1
  return Math.min(distance(wrong, candidate), distance(wrong.replaceAll('-', '_'), candidate.replaceAll('-', '_')))
}

/** Beyond this nobody mistyped anything, and the comparison is quadratic. */
const LONGEST = 100

export function didYouMean(wrong: string, candidates: Iterable<string>): string | undefined {
  const candidate = nearest(wrong, candidates)
  return candidate === undefined ? undefined : `Did you mean "${candidate}"?`
}
