import type { Range } from '#model/location'
import { parsePromql, type Series } from '../promql.ts'

/** Something that is evaluated all the time: it notifies people (alert), or computes a series that others read (recording). */
export interface Rule {
  readonly kind: 'alert' | 'recording'
  readonly system: System
  /** As written: the alert's name or title, the recorded series. */
  readonly name: string
  readonly queries: readonly Query[]
  readonly labels: readonly Label[]
  readonly annotations: readonly Label[]
  /** How long it has to hold before it notifies, as written. */
  readonly for?: string | undefined
  /** Its name. */
  readonly range: Range
}

export type System = 'prometheus' | 'grafana' | 'slo' | 'datadog' | 'cloudwatch' | 'google' | 'azure' | 'terraform'

/** A template may write parts of the text: then it is the template's source. */
export interface Query {
  readonly text: string
  readonly promql: boolean
  readonly range: Range
}

export interface Label {
  readonly name: string
  readonly value: string
  /** The value. */
  readonly range: Range
  readonly templated: boolean
}

/** What a query reads, as far as can be told. Plain data. */
export interface Reads extends Series {
  /** Every word of a query that is not PromQL or was not understood: it may read what these words name, and nothing else. */
  readonly words: readonly string[]
}

export function readsOf({ text, promql }: Query): Reads {
  const series: Series = promql ? parsePromql(text) : { names: [], patterns: [], unparsed: 'not PromQL' }
  return { ...series, words: series.unparsed ? wordsOf(text) : [] }
}

const LONGEST = 100_000

/** Dotted words also by their parts around colons: `avg:orders.failed` holds `orders.failed`. */
function wordsOf(text: string): readonly string[] {
  const words = text.slice(0, LONGEST).match(/[A-Za-z_][\w:.]*/g) ?? []
  return [...new Set(words.flatMap((word) => [word, ...word.split(':')]).filter((word) => word.length > 2))]
}
