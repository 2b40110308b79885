import { code, grammarOf } from '#formats/code/code'
import { perFile } from '#formats/per-file'
import { mentions, mentionsLike } from '#formats/words'
import type { SourceFile } from '#model/snapshot'
import { browserSessions } from './browser.ts'
import { bypasses, handlers } from './claims/handlers.ts'
import { confessions } from './confessions.ts'
import type { Decision } from './deciding/deciders.ts'
import { decisions } from './deciding/decisions.ts'
import { isForTests } from './names.ts'
import { type Sighting, sightings } from './pretenders.ts'
import { SETTING_FILES, settings } from './settings.ts'
import { switches } from './switches.ts'
import { assignedIdentities } from './written/assigned.ts'
import { writtenLogins } from './written/logins.ts'
import { standIns } from './written/stand-ins.ts'

export type { Decision, Fault } from './deciding/deciders.ts'
export type { Sighting } from './pretenders.ts'

/** Files that can authenticate, or pretend to, or switch it off. */
export const AUTH_FILES: readonly string[] = ['**/*.{py,js,cjs,mjs,jsx,ts,cts,mts,tsx,go,java,rb,php,cs}', ...SETTING_FILES]

function isSource(path: string): boolean {
  return grammarOf(path) !== undefined
}

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
  'canactivate',
]

export interface AuthSights {
  readonly sightings: readonly Sighting[]
  readonly decisions: readonly Decision[]
}

/** What a file says of who someone is, where it may only pretend. Nothing of files that are there for tests and demos. */
export const authSights: (file: SourceFile) => AuthSights = perFile((file) => {
  if (!isSource(file.path)) return { sightings: [], decisions: settings(file) }
  const source = isForTests(file.path) || !isLikely(file) ? undefined : code(file)
  if (!source) return { sightings: [], decisions: [] }
  const decided = [
    ...decisions(source),
    ...assignedIdentities(source),
    ...standIns(file.path, source),
    ...handlers(source),
    ...bypasses(source),
    ...switches(source),
    ...browserSessions(file, source),
    ...writtenLogins(source),
  ]
  return { sightings: sightings(file, source), decisions: once([...decided, ...confessions(source, decided)]) }
})

/** Of what two rules tell of one place, the first. */
function once(all: readonly Decision[]): readonly Decision[] {
  return [...Map.groupBy(all, ({ range }) => range).values()].map(([first]) => first!)
}

/** Cheap looks before parsing: names of pretenders and of what decides, who is read from a request, passwords in a comparison. */
const LOOKS: readonly RegExp[] = [
  /(?:mock|fake|stub|no_?op|dummy|allow_?all|always_?allow)_?\w{0,30}(?:auth|valid|verif|token|login|sign|jwt|session|identity|current_?user|user_?context)|(?:auth|token)\w{0,20}(?:mock|fake|stub)|(?:mock|fake|dummy|demo|sample|hard_?coded)_?(?:users?|accounts?|credentials|hash)|["'](?:mock|fake|dummy)[-_.\s]/,
  /(?:verify|validate|check|authenticate|authorize)_?\w{0,12}(?:token|jwt|auth|credentials|password|session|user|login|key|request)|token_?valid|\b(?:authenticate|authorize|can_?activate)\b/,
  /\buse(?:Auth|Session|CurrentUser)\b|(?:extract|get|current|fetch|resolve|load)\w{0,15}(?:user|actor|principal|identity|caller)|(?:user|actor|caller)_?(?:id)?_?from|(?:get|fetch|load)\w{0,8}session\w{0,3}\s{0,3}[=(][^\n]{0,60}[{>]/,
  /(?:auth\w{0,14}|jwt|login|token|admin)_?(?:middleware|guard|required|filter|interceptor|handler)\b|(?:(?:def|function|func|const|bool|boolean)\s{1,3}|\)\s)(?:require|ensure|check|is)_?(?:auth|log_?in|logged|admin|signed)\w{0,14}\s{0,3}[=(]|(?:is|has)_?(?:auth|logged)\w{0,10}\(\)[^\n;]{0,20}\{|\bfunction auth\(|const auth\s{0,2}=|(?:def|function|func|const)\s{1,3}(?:handle|do|on)?_?(?:log_?in|sign_?in)\w{0,8}\s{0,3}[=(]|(?:post|route|mapping)\(\s{0,3}["'`][\w/-]{0,40}(?:login|signin|sign-in)["'`]|get\(\s{0,3}["'`][\w/-]{0,40}\/(?:me|user|whoami|session|current-?user)["'`]/,
  /cookie\w{0,8}(?:\(\))?\)?\??[^\n\w"':]{0,3}(?:get\w{0,6}\()?[^\n"':]{0,6}["':.]\w{0,20}(?:user|uid|role|admin|logged|session|auth)/,
  /\.(?:user|identity|principal|actor|current_?user)\w{0,4}\s{0,3}=(?!=)\s{0,3}(?:\{|["'\d]|\w{0,20}user\()|set\(\s{0,3}["']\w{0,12}user|withvalue\([^\n]{0,60}user/,
  /(?:hard_?coded|mock|fake|dummy|temp|placeholder)_(?:current_)?user_id|^[ \t]{0,40}\$?(?:(?:const|let|var|final|int|long|string)\s)?(?:current_?)?user_?id\s{0,3}(?::\s{0,3}\w{1,10}\s{0,3})?:?=\s{0,3}["'\d]|user\w{0,20}\.(?:findFirst|first)\(\)|\.(?:email|user_?name)\s{0,3}={2,3}\s{0,3}token/,
  /(?:mock(?:ed)?|fake|stub|dummy|simulat\w{1,3}|hard-?coded|placeholder|bypass\w{0,3})[ -][\w -]{0,30}(?:auth|log_?in\b|sign-? ?in|token|jwt|session|identity|current user|credential)|(?:static|fixed) user\b|\buser(?: id)? for now|accept(?:s|ing)? (?:any|all|every|the supplied) (?:token|password|credential|user|login)|bypass\w{0,3} auth|(?:todo|for now|in production|in a real)[^\n]{0,60}(?:authenticat|\bauth\b|jwt|verif|token|log_?in\b|session|credential|password)/,
  /usestate\(\s{0,3}\{\s{0,9}(?:id|user\w{0,4}|name|email)\s{0,3}:\s{0,3}["'\d]|user_?id["']?\s{0,2}[:=]\s{0,3}["'](?:dev|demo|mock|fake|dummy|hard)|verify\w{0,10}(?::\s{0,3}bool\s{0,3})?\s{0,2}=\s{0,2}false\s{0,2}[,)]/,
  /storage\.setItem|storage(?:\.\w{1,30}|\[["'\w]{1,30}\])\s{0,3}=(?!=)/,
  /(?:pass(?:word|wd|code)?|pwd|\bpw)\w{0,10}(?:\(\))?["'\])]{0,2}\s{0,3}[!=]={1,2}(?!\s{0,3}(?:null|none|nil|undefined|""|''))|[!=]={1,2}\s{0,3}[\w.$'"[\]()>-]{0,40}(?:pass(?:word|wd|code)?|pwd)|(?:equals|compare_digest)\([^\n]{0,60}pass|(?:token|jwt|api_?key|otp)\s{0,3}[!=]={1,2}\s{0,3}["'`][\w -]{4}|log_?in(?:_?user|usingid)\(|withuser\(|withdefaultpasswordencoder|user\.(?:builder|withusername)\(|sign_in\(|session\W{1,3}user\w{0,4}\W{1,4}=[^=\n]{1,30}first|(?:bypass|skip|mock|fake|test|dev)[-_](?:auth|user|login)\w{0,4}["'\])]/,
  /auth(?:entication)?_(?:mode|provider|type|strategy|backend|driver)\b|(?:auth|jwt|login|oidc)\w{0,16}\.?(?:disabled|bypass|skip|enabled|required)|(?:disable|skip|bypass|require|enable|verify|no|mock|fake)_?(?:auth|jwt|login|token)/,
  /(?:authenticator|authorizer|(?:auth|token|jwt)\w{0,12}(?:validator|verifier|service|provider))\s{0,9}\(/,
]

const tells = mentionsLike(
  new RegExp(LOOKS.map(({ source }) => source).join('|'), 'im'),
  `auth valid verif token login log_in sign submit jwt session identity pass pwd pw user key request actor principal caller setitem storage
  cookie oidc otp /me" /me' /me\` whoami credential demo admin logged signed usestate activate mock fake dummy sample hardcoded hard_coded`.split(
    /\s+/,
  ),
)

/** A token that comes in, in a file that names a user; a login in a file that waits. */
const takesToken = mentions(['authorization', 'bearer '])
const namesUser = mentionsLike(/user_?(?:id|name)["']?\s{0,2}[,:=]/i, ['user'])
const waits = mentions(['settimeout(', 'delay(', 'sleep('])
const logsIn = mentionsLike(/(?:log_?in|sign_?in|submit)\w{0,10}\s{0,3}[=(]/i, ['login', 'log_in', 'signin', 'sign_in', 'submit'])

function isLikely(file: SourceFile): boolean {
  return tells(file) || (takesToken(file) && namesUser(file)) || (waits(file) && logsIn(file))
}
