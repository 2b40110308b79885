import type { Files, Said } from '#model/evaluation'
import type { Finding } from '#model/finding'
import { onceEach } from '#model/once'
import type { Renames } from './evaluate/renames.ts'

/** `isNew`: its subject was not there before. */
export type Explain = (finding: Finding, isNew: boolean) => Finding

/** Most files that a finding names. */
const MOST = 3

/**
 * Says of a new finding which other files the change took something away from, where the finding's own file says what it said before:
 * the alert, the probe, the runbook that was deleted. Costs nothing for checks that look at one file at a time.
 */
export function withCauses(base: Files, head: Files, renames: Renames): Explain {
  const lossesOf = onceEach((control) => compareSaid(base.saying(control), head.saying(control), renames))
  return (finding, isNew) => {
    const paths = causesOf(finding, isNew, lossesOf(finding.control))
    return paths.length === 0 ? finding : { ...finding, message: `${sentence(paths)} ${finding.message}` }
  }
}

/** Paths of the base that say less than before, and those that say nothing more. Paths of the head that say anything else. */
interface Losses {
  readonly less: readonly string[]
  readonly nothing: ReadonlySet<string>
  readonly changed: ReadonlySet<string>
}

/** Where the own file changed too it is the likelier cause: then a new subject names nothing, an old one only what is wholly gone. */
function causesOf({ location }: Finding, isNew: boolean, { less, nothing, changed }: Losses): readonly string[] {
  const others = less.filter((path) => path !== location?.path)
  if (!location || !changed.has(location.path)) return others
  return isNew ? [] : others.filter((path) => nothing.has(path))
}

function sentence(paths: readonly string[]): string {
  const named = paths.slice(0, MOST).map((path) => `\`${path}\``)
  const more = paths.length > MOST ? ` and ${paths.length - MOST} more` : ''
  return `This change takes away what ${named.join(', ')}${more} said.`
}

function compareSaid(base: readonly Said[], head: readonly Said[], renames: Renames): Losses {
  const same = new Set(base.map(({ key }) => key)).intersection(new Set(head.map(({ key }) => key)))
  const before = wordsOf(base, same)
  const after = wordsOf(head, same)
  const left = counted([...after.values()].flat())
  const less = [...before].flatMap(([path, words]) => (words.filter((word) => !take(left, word)).length > 0 ? [path] : []))
  const old = (path: string) => before.get(renames.get(path) ?? path) ?? []
  return {
    less: less.toSorted(),
    nothing: new Set(less.filter((path) => !after.has(path))),
    changed: new Set([...after].flatMap(([path, words]) => (isSame(words, old(path)) ? [] : [path]))),
  }
}

/** What each file says, without where in the file: lines move. */
function wordsOf(said: readonly Said[], same: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const differing = said.filter(({ key }) => !same.has(key)).flatMap((one) => one.facts())
  return new Map(differing.map(([path, facts]) => [path, facts.map((fact) => JSON.stringify(fact, withoutPlace))]))
}

function withoutPlace(key: string, value: unknown): unknown {
  const isRange = typeof value === 'object' && value !== null && 'start' in value && 'end' in value
  return isRange || key === 'line' ? undefined : value
}

function counted(words: readonly string[]): Map<string, number> {
  return new Map([...Map.groupBy(words, (word) => word)].map(([word, own]) => [word, own.length]))
}

/** Whether there was one left. */
function take(left: Map<string, number>, word: string): boolean {
  const number = left.get(word) ?? 0
  left.set(word, number - 1)
  return number > 0
}

function isSame(words: readonly string[], others: readonly string[]): boolean {
  return words.length === others.length && words.every((word, index) => word === others[index])
}
