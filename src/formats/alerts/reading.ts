import { type Query, type Reads, type Rule, readsOf } from './rule.ts'
import { type Signal, signalsOf } from './signals.ts'

/** A rule with what it reads, as a fact keeps it. */
export interface ReadingRule extends Reads {
  readonly kind: Rule['kind']
  readonly name: string
  /** What an alert watches; none of a recording rule. */
  readonly signals: readonly Signal[]
}

/** Garbage parses slowly: after so many characters of it the rest of a file is taken by its words. */
const PATIENCE = 50_000

export function readingRules(rules: readonly Rule[]): readonly ReadingRule[] {
  let patience = PATIENCE
  const read = (query: Query): Reads => {
    const reads = readsOf(patience > 0 ? query : { ...query, promql: false })
    if (query.promql && reads.unparsed !== undefined) patience -= query.text.length
    return reads
  }
  return rules.map((rule) => {
    const { kind, name, queries } = rule
    return { kind, name, ...together(queries.map(read)), signals: kind === 'alert' ? signalsOf(rule) : [] }
  })
}

function together(all: readonly Reads[]): Reads {
  const every = (list: (reads: Reads) => readonly string[]) => [...new Set(all.flatMap(list))]
  const unparsed = all.find((reads) => reads.unparsed !== undefined)?.unparsed
  return { names: every(({ names }) => names), patterns: every(({ patterns }) => patterns), words: every(({ words }) => words), unparsed }
}
