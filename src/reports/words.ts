import type { Rating, Severity } from '#model/rating'

/** `1 finding`, `2 findings`, `1,000 findings`. */
export function count(number: number, noun: string, nouns = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : nouns}`
}

/** `12,345`, whatever the language of the machine. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** The line under a list that was cut. */
export function andMore(left: number): string {
  return `and ${grouped(left)} more`
}

/** Colour is never the only sign: the word stands beside it. */
export const RATING_ICON: Readonly<Record<Rating, string>> = {
  green: '🟢',
  yellow: '🟡',
  red: '🔴',
  black: '⚫',
  unknown: '❔',
  'not-applicable': '➖',
  error: '⚠️',
  off: '➖',
}

export function ratingWord(rating: Rating): string {
  return rating === 'not-applicable' ? 'not applicable' : rating
}

export const SEVERITY_WORST_FIRST = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[]

const DIMENSIONS: Readonly<Record<string, string>> = {
  secrets: 'Secrets and keys',
  access: 'Access and exposure',
  deploy: 'Deployment and supply chain',
  observability: 'Observability',
  data: 'Data and storage',
  reliability: 'Reliability',
  scale: 'Scale and performance',
  operations: 'Operations and incident response',
  compliance: 'Risk, privacy and compliance',
  architecture: 'Architecture and contracts',
  testing: 'Testing',
  policy: 'The policy itself',
}

/** The name of a dimension for people; an organisation's own dimension is shown by its id. */
export function dimensionTitle(id: string): string {
  return Object.hasOwn(DIMENSIONS, id) ? DIMENSIONS[id]! : id
}
