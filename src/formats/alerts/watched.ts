import { nameMatcher, patternOf } from '../promql.ts'
import type { ReadingRule } from './reading.ts'

/** Tells whether alerts read a metric that has these series, directly or through recording rules. `*` in a series is anything. */
export function watchedBy(rules: readonly ReadingRule[]): (series: readonly string[]) => boolean {
  const reading = reachable(rules)
  const names = new Set(reading.flatMap((rule) => rule.names))
  const matched = matcherOf(reading)
  const mentioned = mentionsOf(reading)
  const read = (one: string) => names.has(one) || matched(one) || mentioned(one)
  return (series) => series.some((one) => (one.includes('*') ? [...names].some(nameMatcher(patternOf(one))) || mentioned(one) : read(one)))
}

/** The alerts, and every recording rule that one of them reads. */
function reachable(rules: readonly ReadingRule[]): readonly ReadingRule[] {
  const reached = new Set(rules.filter(({ kind }) => kind === 'alert'))
  const recordings = Map.groupBy(
    rules.filter(({ kind }) => kind === 'recording'),
    ({ name }) => name,
  )
  for (const rule of reached) {
    const matches = matcherOf([rule])
    const named = [...rule.names, ...rule.words].flatMap((name) => recordings.get(name) ?? [])
    const matched = rule.patterns.length > 0 ? [...recordings].flatMap(([name, all]) => (matches(name) ? all : [])) : []
    for (const recording of [...named, ...matched]) reached.add(recording)
  }
  return [...reached]
}

function matcherOf(rules: readonly ReadingRule[]): (name: string) => boolean {
  const matchers = [...new Set(rules.flatMap(({ patterns }) => patterns))].map(nameMatcher)
  return (name) => matchers.some((matches) => matches(name))
}

/** Other languages and torn expressions are known by their words. Datadog's agent puts a prefix and `.count` around names. */
function mentionsOf(rules: readonly ReadingRule[]): (series: string) => boolean {
  const words = rules.flatMap((rule) => rule.words.map((word) => `_${plain(word)}_`)).join('\n')
  const lines = `\n${words}\n`
  return (series) => {
    const core = plain(series.split('*').reduce((longest, piece) => (piece.length > longest.length ? piece : longest))).replace(ENDING, '')
    if (core.length < 3) return false
    return core.includes('_') ? words.includes(`_${core}_`) : lines.includes(`\n_${core}_\n`)
  }
}

const ENDING = /_(?:total|bucket|sum|count|created|max|info)$/

function plain(word: string): string {
  return word
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
}
