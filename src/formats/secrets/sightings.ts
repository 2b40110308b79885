import type { Pair } from '../pair.ts'
import { type Classified, classify, type Secret, scan } from './classify.ts'
import { secrecyOf } from './names.ts'

/** A credential in a file; offsets are those of the file's text. */
export interface Sighting extends Secret {
  /** The variable or setting that holds it, where there is one. */
  readonly name?: string | undefined
}

export interface Sightings {
  /** From top to bottom, each once. */
  readonly secrets: readonly Sighting[]
  /** The pairs that could hold a credential and do not. */
  readonly harmless: readonly Pair[]
}

/** The credentials in the values of these pairs, and those that prove themselves in the rest of a part of the text. */
export function sightings(text: string, pairs: readonly Pair[], from = 0, to = text.length): Sightings {
  const proven = [...scan(text.slice(from, to))].map((secret) => ({ ...secret, start: from + secret.start, end: from + secret.end }))
  const isInside = within(proven)
  // What looks like a name in the middle of a key is no name, and must not be printed as one.
  const real = pairs.toSorted((a, b) => a.nameStart - b.nameStart).filter(({ nameStart }) => !isInside(nameStart))
  const { secrets, harmless } = judged(real)
  const isJudged = within(real.filter(({ value }) => !/[\r\n]/.test(value)))
  for (const secret of proven) if (!isJudged(secret.start) && !secrets.has(secret.start)) secrets.set(secret.start, secret)
  return { secrets: innermost([...secrets.values()].toSorted(byStart)), harmless: harmless.toSorted(byStart) }
}

function judged(pairs: readonly Pair[]): { readonly secrets: Map<number, Sighting>; readonly harmless: readonly Pair[] } {
  const secrets = new Map<number, Sighting>()
  const harmless: Pair[] = []
  // The innermost first: its name says most.
  for (const { name, value, start: at, commented, ...rest } of pairs.toSorted((a, b) => a.value.length - b.value.length)) {
    const classified = classify(name, value)
    const start = at + (isSecret(classified) ? classified.start : 0)
    if (!isSecret(classified)) {
      const isUnit = !commented && (classified.verdict === 'placeholder' || secrecyOf(name) === 'secret')
      if (isUnit) harmless.push({ name, value, start, ...rest })
    } else if (!secrets.has(start)) secrets.set(start, { ...classified, name, start, end: at + classified.end })
  }
  return { secrets, harmless }
}

function isSecret(classified: Classified): classified is Secret {
  return classified.verdict === 'live' || classified.verdict === 'likely'
}

/** Of secrets within each other the smallest: `token: "KEY=…"` holds one. */
function innermost(sorted: readonly Sighting[]): readonly Sighting[] {
  return sorted.filter(({ end }, at) => (sorted[at + 1]?.start ?? end) >= end)
}

interface Span {
  readonly start: number
  readonly end: number
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start
}

/** Whether an offset lies in one of these spans; asked for in ascending order. */
function within(spans: readonly Span[]): (offset: number) => boolean {
  const sorted = spans.toSorted(byStart)
  let next = 0
  let end = -1
  return (offset) => {
    while (next < sorted.length && sorted[next]!.start <= offset) end = Math.max(end, sorted[next++]!.end)
    return offset < end
  }
}
