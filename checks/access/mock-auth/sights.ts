import { code } from '#formats/code/code'
import { perFile } from '#formats/per-file'
import { mentions, mentionsLike } from '#formats/words'
import type { SourceFile } from '#model/snapshot'
import { assignedIdentities } from './assigned.ts'
import { browserSessions } from './browser.ts'
import type { Decision } from './deciders.ts'
import { handlers } from './handlers.ts'
import { identities } from './identity.ts'
import { writtenLogins } from './logins.ts'
import { isForTests } from './names.ts'
import { type Sighting, sightings } from './pretenders.ts'
import { proofs } from './proofs.ts'
import { standIns } from './stand-ins.ts'
import { switches } from './switches.ts'

export type { Decision, Fault } from './deciders.ts'
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
  'getsession',
  'get_session',
  'password',
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
    decisions: [
      ...identities(source),
      ...assignedIdentities(source),
      ...standIns(file.path, source),
      ...proofs(source),
      ...handlers(source),
      ...switches(source),
      ...browserSessions(file, source),
      ...writtenLogins(source),
    ],
  }
})

/** Cheap looks before parsing: names of pretenders and of what decides, who is read from a request, passwords in a comparison. */
const LOOKS: readonly RegExp[] = [
  /(?:mock|fake|stub|no_?op|dummy|allow_?all|always_?allow)_?\w{0,30}(?:auth|valid|verif|token|login|sign|jwt|session|identity|current_?user|user_?context)|(?:auth|token)\w{0,20}(?:mock|fake|stub)|(?:mock|fake|dummy|demo|sample|hard_?coded)_?(?:users?|accounts?|credentials|hash)|["'](?:mock|fake|dummy)[-_.\s]/,
  /(?:verify|validate|check|authenticate|authorize)_?\w{0,12}(?:token|jwt|auth|credentials|password|session|user|login|key|request)|token_?valid|\b(?:authenticate|authorize|can_?activate)\b/,
  /\buse(?:Auth|Session|CurrentUser)\b|(?:extract|get|current|fetch|resolve|load)\w{0,15}(?:user|actor|principal|identity|caller)|(?:user|actor|caller)_?(?:id)?_?from/,
  /cookie\w{0,8}(?:\(\))?\)?\??[^\n\w"':]{0,3}(?:get\w{0,6}\()?[^\n"':]{0,6}["':.]\w{0,20}(?:user|uid|role|admin|logged|session|auth)/,
  /\.(?:user|identity|principal|actor|current_?user)\w{0,4}\s{0,3}=(?!=)\s{0,3}(?:\{|["'\d]|\w{0,20}user\()|set\(\s{0,3}["']\w{0,12}user|withvalue\([^\n]{0,60}user/,
  /(?:hard_?coded|mock|fake|dummy|temp|placeholder)_(?:current_)?user_id|^[ \t]{0,40}(?:(?:const|let|var|final|int|long|string)\s)?(?:current_?)?user_?id\s{0,3}(?::\s{0,3}\w{1,10}\s{0,3})?:?=\s{0,3}["'\d]|user\w{0,20}\.(?:findFirst|first)\(\)|\.(?:email|user_?name)\s{0,3}={2,3}\s{0,3}token/,
  /storage\.setItem|storage(?:\.\w{1,30}|\[["'\w]{1,30}\])\s{0,3}=(?!=)/,
  /(?:pass(?:word|wd|code)?|pwd|\bpw)\w{0,10}(?:\(\))?["'\])]{0,2}\s{0,3}[!=]={1,2}(?!\s{0,3}(?:null|none|nil|undefined|""|''))|[!=]={1,2}\s{0,3}[\w.$'"[\]()>-]{0,40}(?:pass(?:word|wd|code)?|pwd)|(?:equals|compare_digest)\([^\n]{0,60}pass/,
  /(?:auth|jwt|login|oidc)\w{0,16}\.?(?:disabled|bypass|skip|enabled|required)|(?:disable|skip|bypass|require|enable|verify|no|mock|fake)_?(?:auth|jwt|login|token)/,
  /(?:authenticator|authorizer|(?:auth|token|jwt)\w{0,12}(?:validator|verifier|service|provider))\s{0,9}\(/,
]

const tells = mentionsLike(
  new RegExp(LOOKS.map(({ source }) => source).join('|'), 'im'),
  `auth valid verif token login log_in sign submit jwt session identity pass pwd pw credentials accounts user key request actor principal caller setitem storage
  cookie oidc activate mock fake dummy demo_ sample hardcoded hard_coded`.split(/\s+/),
)

/** A token that comes in, in a file that names a user; a login in a file that waits. */
const takesToken = mentions(['authorization', 'bearer '])
const namesUser = mentionsLike(/user_?(?:id|name)["']?\s{0,2}[,:=]/i, ['user'])
const waits = mentions(['settimeout(', 'delay(', 'sleep('])
const logsIn = mentionsLike(/(?:log_?in|sign_?in|submit)\w{0,10}\s{0,3}[=(]/i, ['login', 'log_in', 'signin', 'sign_in', 'submit'])

function isLikely(file: SourceFile): boolean {
  return tells(file) || (takesToken(file) && namesUser(file)) || (waits(file) && logsIn(file))
}
