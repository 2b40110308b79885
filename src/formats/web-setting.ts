import type { Fix } from '#model/check'
import type { Range } from '#model/location'

/** One place that decides how open a server is to browsers and strangers. */
export interface WebSetting {
  /** What is set, without its value: `CORS_ALLOW_ALL_ORIGINS`, `cors()`. */
  readonly subject: string
  readonly range: Range
  readonly verdict: Verdict
  readonly fix?: Fix | undefined
}

export type Verdict =
  | { readonly is: 'fine' }
  | { readonly is: 'unknown'; readonly reason: string }
  /** `mild`: for little that is worth protecting, or perhaps not meant for production. */
  | { readonly is: 'open'; readonly how: string; readonly grade: 'critical' | 'high' | 'mild' }

export const FINE: Verdict = { is: 'fine' }

export function unknown(reason: string): Verdict {
  return { is: 'unknown', reason }
}

export function open(how: string, grade: 'critical' | 'high' | 'mild' = 'high'): Verdict {
  return { is: 'open', how, grade }
}
