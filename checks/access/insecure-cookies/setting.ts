import type { Code, Value } from '#formats/code/code'
import { isTrue } from '#formats/code/unset'
import { inProduction } from '#formats/production'
import type { Fix } from '#model/check'
import type { Range } from '#model/location'

/** One place that decides how well a cookie is kept, or whether requests that carry it are protected. */
export interface CookieSetting {
  /** What is set, without its value: `SESSION_COOKIE_SECURE`, `cookie sid`. */
  readonly subject: string
  readonly aspect: Aspect
  readonly range: Range
  readonly state: State
  readonly fix?: Fix | undefined
}

export type Aspect = 'secure' | 'http-only' | 'same-site' | 'csrf'

export type State =
  | { readonly is: 'fine' }
  | { readonly is: 'unknown'; readonly reason: string }
  /** Switched off by someone, only where a variable is not set, or never mentioned. */
  | { readonly is: 'off'; readonly how: 'written' | 'unset' | 'absent'; readonly variable?: string | undefined }

export const FINE: State = { is: 'fine' }
export const OFF: State = { is: 'off', how: 'written' }
export const ABSENT: State = { is: 'off', how: 'absent' }

export function unknown(reason: string): State {
  return { is: 'unknown', reason }
}

/** What a switch says in production: `auto` follows the connection. */
export function switchState(value: Value, code: Code): State {
  if (value.kind === 'name' && HTTPS.test(value.name)) return FINE
  const unset = inProduction(value, code)
  if (unset.kind === 'fails') return FINE
  if (unset.kind === 'unknown') return unknown('An expression decides it.')
  if (isTrue(unset.value)) return FINE
  return unset.variable ? { is: 'off', how: 'unset', variable: unset.variable } : OFF
}

/** `ENABLE_HTTPS`, `settings.USE_SSL`: as secure as the connection. */
const HTTPS = /(?:^|[._])(?:enable|use|is|force|with)?_?(?:https|ssl|tls|secure_connection)(?:_enabled|_only|_on)?$/i

/** Cookies that let someone in; what a theme or a language says is nobody's loss. */
export function isSensitive(name: string): boolean {
  const isKnown =
    /sess|sid$|token|auth|jwt|login|remember|refresh|identity|credential|^access$|\.id$|^state$|[_-]state$|nonce|pkce|verifier|(?:^|[_-])(?:user|uid|account)$|user_?id$|e-?mail$|usuario|passw|^current_?user$|\bsso\b/i.test(
      name,
    )
  return isKnown && !/csrf|xsrf/i.test(name)
}
