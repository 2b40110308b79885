/** Two scores to compare: those of a base and of a head. */
export interface Scores {
  readonly base?: number | undefined
  readonly head?: number | undefined
}

const MINUS = '−'

/** `78.4`; a dash where nothing is rated. */
export function formatScore(score: number | undefined): string {
  return score === undefined ? '–' : (tenths(score) / 10).toFixed(1)
}

/** The difference of the two scores as they are shown: `+1.2`, `−4.3`, `±0`. What is not zero but too small to see is `+<0.1` or `−<0.1`. */
export function formatChange({ base, head }: Scores): string {
  if (base === undefined || head === undefined) return '–'
  const shown = tenths(head) - tenths(base)
  if (shown !== 0) return formatPoints(shown / 10)
  return Math.abs(head - base) < 1e-9 ? '±0' : `${sign(head - base)}<0.1`
}

/** Points that a control moved the score by, a multiple of 0.1. */
export function formatPoints(points: number): string {
  return points === 0 ? '±0' : `${sign(points)}${Math.abs(points).toFixed(1)}`
}

/** `78.4 → 74.1 (−4.3)`, or `78.4 (±0)` when both ends read the same; empty where nothing is rated. */
export function formatScores({ base, head }: Scores): string {
  if (base === undefined && head === undefined) return ''
  const [from, to] = [formatScore(base), formatScore(head)]
  const both = from === to ? to : `${from} → ${to}`
  return base === undefined || head === undefined ? both : `${both} (${formatChange({ base, head })})`
}

/** Ten cells, one for each ten points; a score that is not full never looks full, one that is not zero never empty. */
export function bar(score: number | undefined): string {
  if (score === undefined) return ''
  const filled = score >= 100 ? 10 : score <= 0 ? 0 : Math.min(9, Math.max(1, Math.round(score / 10)))
  return '█'.repeat(filled) + '░'.repeat(10 - filled)
}

/** As the attribution counts: it adds up to the difference of these. */
function tenths(score: number): number {
  return Math.round(score * 10)
}

function sign(change: number): string {
  return change < 0 ? MINUS : '+'
}
