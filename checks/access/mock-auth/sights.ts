import { code } from '#formats/code/code'
import { perFile } from '#formats/per-file'
import { mentionsLike } from '#formats/words'
import type { SourceFile } from '#model/snapshot'
import { browserSessions } from './browser.ts'
import { type Decision, identities, proofs } from './identity.ts'
import { isForTests } from './names.ts'
import { type Sighting, sightings } from './pretenders.ts'
import { switches } from './switches.ts'

export type { Decision } from './identity.ts'
export type { Sighting } from './pretenders.ts'

/** Source files that can authenticate, or pretend to. */
export const AUTH_FILES: readonly string[] = ['**/*.{py,js,cjs,mjs,jsx,ts,cts,mts,tsx,go,java,rb,php,cs}']

/** Literals without one of which a file says nothing of who someone is. */
export const AUTH_HINTS: readonly string[] = [
  'auth',
  'validator',
  'verifier',
  'token',
  'login',
  'user',
  'actor',
  'principal',
  'localstorage',
  'sessionstorage',
]

export interface AuthSights {
  readonly sightings: readonly Sighting[]
  readonly decisions: readonly Decision[]
}

/** What a file says of who someone is, where it may only pretend. Nothing of files that are there for tests and demos. */
export const authSights: (file: SourceFile) => AuthSights = perFile((file) => {
  const source = isForTests(file.path) || !isLikely(file) ? undefined : code(file)
  if (!source) return { sightings: [], decisions: [] }
  return {
    sightings: sightings(file, source),
    decisions: [...identities(source), ...proofs(source), ...switches(source), ...browserSessions(source)],
  }
})

/** A cheap look before parsing. */
const LIKELY =
  /(?:mock|fake|stub|no_?op|dummy|allow_?all|always_?allow)_?\w{0,30}(?:auth|valid|verif|token|login|sign|jwt|session|identity)|(?:auth|token)\w{0,20}(?:mock|fake|stub)|(?:verify|validate|check|authenticate|authorize)_?\w{0,12}(?:token|jwt|auth|credentials|password|session|user|login|key|request)|\bauthenticate\b|\buse(?:Auth|Session|CurrentUser)\b|(?:extract|get|current|fetch|resolve|load)\w{0,15}(?:user|actor|principal|identity|caller)|storage\.setItem|(?:auth|jwt|login|oidc)\w{0,16}_?(?:disabled|bypass|skip|enabled|required)|(?:disable|skip|bypass|require|enable|verify|no)_?(?:auth|jwt|login|token)|(?:authenticator|authorizer|(?:auth|token|jwt)\w{0,12}(?:validator|verifier|service|provider))\s*\(/i

const isLikely = mentionsLike(
  LIKELY,
  `auth valid verif token login sign jwt session identity password credentials user key request actor principal caller setitem oidc`.split(
    ' ',
  ),
)
