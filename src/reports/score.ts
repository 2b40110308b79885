const MINUS = '−'

/** `78.4`; a dash where nothing is rated. Only a full score is shown as 100.0. */
export function formatScore(score: number | undefined): string {
  if (score === undefined) return '–'
  return (score < 100 ? Math.min(score, 99.9) : score).toFixed(1)
}

/** `+1.2`, `−4.3`, `±0`; what would round to nothing but is not is `+<0.1` or `−<0.1`. */
export function formatChange(change: number | undefined): string {
  if (change === undefined) return '–'
  if (Math.abs(change) < 1e-9) return '±0'
  const tenths = Math.abs(change).toFixed(1)
  return `${change < 0 ? MINUS : '+'}${tenths === '0.0' ? '<0.1' : tenths}`
}

/** `78.4 → 74.1 (−4.3)`, or `78.4 (±0)` when both ends read the same. */
export function formatScores({
  base,
  head,
  change,
}: {
  base?: number | undefined
  head?: number | undefined
  change?: number | undefined
}): string {
  if (base === undefined && head === undefined) return ''
  const [from, to] = [formatScore(base), formatScore(head)]
  const both = from === to ? to : `${from} → ${to}`
  return change === undefined ? both : `${both} (${formatChange(change)})`
}

/** Ten cells, filled by tenths; a score that is not full never looks full, one that is not zero never empty. */
export function bar(score: number | undefined): string {
  if (score === undefined) return ''
  const filled = score >= 100 ? 10 : score <= 0 ? 0 : Math.min(9, Math.max(1, Math.round(score / 10)))
  return '█'.repeat(filled) + '░'.repeat(10 - filled)
}
