import type { CheckId } from '#model/check'
import { once } from '#model/once'
import { type Counts, countsOf, type Portion, type Unit } from '#model/units'
import { digest, type Part } from '../facts/part.ts'
import type { JudgedStore, State } from '../facts/store.ts'
import { attempt } from './attempt.ts'
import { isOff, type Judging, unitsOf } from './units.ts'

/** What the units of one check come from, or why there are none. */
export interface Judged {
  readonly portions: readonly Portion[]
  readonly error?: string | undefined
}

/** Where to look first, and under which name: everything besides facts that judging depends on. Without a key nothing is kept. */
export interface Memory {
  readonly store: JudgedStore
  readonly key: string | undefined
}

/** What is kept of judging: what is fine is only counted. */
type Kept = { readonly counts: Counts; readonly open: readonly Unit[]; readonly error?: undefined } | { readonly error: string }

/** Checks that look at one file at a time, part by part: what they said of a part before holds for every tree that has it. */
export function judgeFiles({ parts }: State, judgings: readonly Judging[], { store, key }: Memory): ReadonlyMap<CheckId, Judged> {
  const asked = judgings.filter((judging) => judging.check.judged === 'file' && !isOff(judging))
  const named = parts.map((part) => ({ part, name: nameOf(part, key, judgings[0]) }))
  const known = store.get(named.flatMap(({ name }) => name ?? [])) as ReadonlyMap<string, Record<CheckId, Kept>>
  const judged = named.map(({ part, name }) => ({ part, name, kept: known.get(name ?? '') ?? judgePart(part, asked) }))
  store.put(judged.flatMap(({ name, kept }) => (name !== undefined && !known.has(name) ? [[name, kept] as const] : [])))
  return new Map(asked.map((judging) => [judging.id, judgedBy(judging, judged)] as const))
}

function nameOf(part: Part, key: string | undefined, judging: Judging | undefined): string | undefined {
  const except = judging?.classOf.except
  // Where no check has anything to say there is nothing to keep.
  const says = Object.keys(part.checks).length > 0
  const holds = key !== undefined && says && !(except && [...part.blobs().keys()].some((path) => except.has(path)))
  return holds ? `${part.id} ${key}` : undefined
}

function judgePart(part: Part, judgings: readonly Judging[]): Record<CheckId, Kept> {
  const here = judgings.filter(({ id }) => Object.hasOwn(part.checks, id))
  return Object.fromEntries(here.map((judging) => [judging.id, keep(() => unitsOf([part], judging))]))
}

function keep(work: () => readonly Unit[]): Kept {
  const { value, error, unparsable } = attempt(work)
  if (!value) return { error: error ?? unparsable ?? '' }
  return { counts: countsOf(value), open: value.filter(({ rating }) => rating !== 'green') }
}

function judgedBy(
  judging: Judging,
  parts: readonly { readonly part: Part; readonly name: string | undefined; readonly kept: Record<CheckId, Kept> }[],
): Judged {
  const here = parts.flatMap(({ part, name, kept }) => (kept[judging.id] ? [{ part, name, kept: kept[judging.id]! }] : []))
  const broken = here.find(({ kept }) => kept.error !== undefined)
  return {
    error: broken?.kept.error,
    portions: here.map(({ part, name, kept }) => portion(name, kept, () => unitsOf([part], judging))),
  }
}

function portion(key: string | undefined, kept: Kept, judgeAgain: () => readonly Unit[]): Portion {
  const { counts, open } = kept.error === undefined ? kept : { counts: {}, open: [] }
  return { key, counts, open, all: once(judgeAgain) }
}

/** A check that needs all files together: what it said before holds as long as no file says anything else to it. */
export function judgeRepository({ parts }: State, judging: Judging, { store, key }: Memory): Judged {
  const { id, classOf } = judging
  if (isOff(judging)) return { portions: [] }
  const saying = parts.filter(({ checks }) => Object.hasOwn(checks, id))
  const holds = key !== undefined && !classOf.except?.size
  const name = holds ? `${id} ${digest(saying.map(({ checks }) => checks[id]))} ${key}` : undefined
  const known = name === undefined ? undefined : (store.get([name]).get(name) as Kept | undefined)
  const judgeNow = once(() => unitsOf(saying, judging))
  const kept = known ?? keep(judgeNow)
  if (name !== undefined && !known) store.put([[name, kept]])
  return { error: kept.error, portions: saying.length > 0 ? [portion(name, kept, judgeNow)] : [] }
}
