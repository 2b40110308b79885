import type { Rule } from './rule.ts'

/** What a request-serving program must not lose unnoticed. */
export const SIGNALS = ['availability', 'errors', 'latency'] as const

export type Signal = (typeof SIGNALS)[number]

/** The signals that an alert watches, by the words of its name and its queries; in doubt it watches. */
export function signalsOf({ system, name, queries }: Rule): readonly Signal[] {
  const text = [system, name, ...queries.map((query) => query.text)].join('\n')
  return SIGNALS.filter((signal) => WORDS[signal].test(text))
}

const WORDS: Readonly<Record<Signal, RegExp>> = {
  availability:
    /(?:^|[^a-z])up(?:[^a-z]|$)|absent|probe_|down|avail|reachab|ready|replicas|restart|crash|health|alive|heartbeat|burn|slo(?![a-z])/i,
  errors: /error|fail|5\.\.|5xx|"5\d\d"|5\[|fault|burn|success|avail|slo(?![a-z])/i,
  latency: /latenc|duration|quantile|_bucket|response_?time|slow|apdex|elapsed|p9\d|burn/i,
}
