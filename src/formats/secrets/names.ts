import { onceEachRecent } from '#model/once'

/**
 * What a name says of its value: a `secret`, a `key` that may be one, something that is meant to be `public`, or `other`.
 * Reads all styles: `DB_PASSWORD`, `dbPassword`, `spring.datasource.password`, `dbpassword`.
 */
export type Secrecy = 'secret' | 'key' | 'public' | 'other'

export const secrecyOf: (name: string) => Secrecy = onceEachRecent((name) => {
  const words = wordsOf(name)
  while (words.length > 1 && SUFFIX.test(words.at(-1)!)) words.pop()
  const last = (words.at(-1) ?? '').replace(/(?<=[a-z]{3})\d{1,2}$/, '')
  const before = words.at(-2) ?? ''
  if (isPublic(name.slice(name.lastIndexOf('.') + 1), before, last)) return 'public'
  if (HASHED.test(before)) return 'other'
  if (isPublicKey(words)) return 'public'
  if (isSecretWord(last)) return 'secret'
  if (!KEY.test(last)) return 'other'
  if (SECRET_KEY.has(before) && !/^(?:salt|pepper)$/.test(last)) return 'secret'
  return NO_SECRET_KEY.has(before) || words.length === 1 ? 'other' : 'key'
})

/** `hashed_password`, `checksum/secret`: what is left of it, and cannot be turned back. */
const HASHED = /^(?:hashed|digested|checksum)$/

/** Written into pages and programs that everybody has: all they allow is to report. */
function isPublicKey(words: readonly string[]): boolean {
  return words.some((word) => REPORTS_TO.has(word)) && /^(?:key|apikey|token)$/.test(words.at(-1)!)
}

const REPORTS_TO: ReadonlySet<string> = new Set('amplitude mixpanel segment posthog bugsnag rudderstack fullstory logrocket'.split(' '))

/** Said by the setting itself: a secret in a section `public` is none the less one. */
function isPublic(own: string, before: string, last: string): boolean {
  return PUBLIC_PREFIX.test(own) || [...wordsOf(own), before].some((word) => PUBLIC.has(word)) || `${before} ${last}` === 'site key'
}

/** The words of a name in lower case, whatever joins them. */
export function wordsOf(name: string): string[] {
  return name
    .slice(-200)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}

/** Tells which one it is, not what it is: `API_KEY_PROD`, `TOKEN_2`, `SECRET_KEY_BASE`. */
const SUFFIX =
  /^(?:\d+|prod|production|live|dev|development|staging|stage|test|testing|sandbox|local|old|new|previous|current|next|primary|secondary|default|base|value|plain|raw|b64|base64)$/

/** The last word decides: `TOKEN_TTL`, `PASSWORD_MIN_LENGTH`, `SECRET_NAME` and `PASSWORD_FILE` are no secrets. */
function isSecretWord(word: string): boolean {
  return SECRET_WORDS.has(word) || PASS.test(word) || SECRET_ENDINGS.some((ending) => word.endsWith(ending))
}

/** `smtppass`, but neither `compass` nor `bypass`. */
const PASS = /^(?:db|my|pg|ftp|smtp|imap|mail|email|root|admin|user|redis|mysql|postgres|sql|proxy|ldap|auth|ssh)?pass$/
const SECRET_WORDS: ReadonlySet<string> = new Set('pw passcode secrets credential credentials creds dsn pat jwt'.split(' '))
const SECRET_ENDINGS =
  'password passwd passphrase pwd secret token apikey privatekey secretkey accesskey authkey encryptionkey signingkey'.split(' ')

const KEY = /key$|^(?:auth|salt|pepper|bearer|authorization|webhook)$/

const SECRET_KEY: ReadonlySet<string> = new Set(
  'api private secret service access role account auth encryption encrypt signing signature master app application jwt hmac webhook server deploy admin storage shared session cookie token crypto cipher data root restricted ssh'.split(
    ' ',
  ),
)

const NO_SECRET_KEY: ReadonlySet<string> = new Set(
  'primary foreign cache sort partition object lookup index unique map row hot shortcut translation i18n label group idempotency routing feature context config query registry host known'.split(
    ' ',
  ),
)

const PUBLIC: ReadonlySet<string> = new Set('public publishable anon publickey'.split(' '))

/** What these prefixes name is built into pages that everybody loads. */
const PUBLIC_PREFIX = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC|VITE|REACT_APP|GATSBY|VUE_APP)_/
