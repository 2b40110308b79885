import { mentions, mentionsLike } from '#formats/words'
import type { SourceFile } from '#model/snapshot'

type Look = (file: SourceFile) => boolean

/** A cheap look before parsing: a pattern, tried near the words of which one stands in whatever it matches. */
function look(pattern: RegExp, words: readonly string[]): Look {
  return mentionsLike(new RegExp(pattern.source, 'im'), words)
}

const LOOKS: readonly Look[] = [
  // Names of pretenders.
  look(
    /(?:mock|fake|stub|no_?op|dummy|allow_?all|always_?allow)_?\w{0,30}(?:auth|valid|verif|token|login|sign|jwt|session|identity|current_?user|user_?context)|(?:auth|token)\w{0,20}(?:mock|fake|stub)|(?:mock|fake|dummy|demo|sample|hard_?coded)_?(?:users?|accounts?|credentials|hash)|["'](?:mock|fake|dummy)[-_.\s]/,
    [
      'mock',
      'fake',
      'stub',
      'no_op',
      'noop',
      'dummy',
      'allow_all',
      'allowall',
      'always_allow',
      'alwaysallow',
      'demo',
      'sample',
      'hard_coded',
      'hardcoded',
    ],
  ),
  // What decides.
  look(
    /(?:verify|validate|check|authenticate|authorize)_?\w{0,12}(?:token|jwt|auth|credentials|password|session|user|login|key|request)|token_?valid|\b(?:authenticate|authorize|can_?activate)\b/,
    ['verify', 'validate', 'check', 'authenticate', 'authorize', 'token_valid', 'tokenvalid', 'can_activate', 'canactivate'],
  ),
  // Who is read from a request or a session.
  look(
    /\buse(?:Auth|Session|CurrentUser)\b|(?:extract|get|current|fetch|resolve|load)\w{0,15}(?:user|actor|principal|identity|caller)|(?:user|actor|caller)_?(?:id)?_?from|(?:get|fetch|load)\w{0,8}session\w{0,3}\s{0,3}[=(][^\n]{0,60}[{>]/,
    ['useauth', 'session', 'user', 'actor', 'principal', 'identity', 'caller'],
  ),
  // Guards, and the routes that log in or tell who someone is.
  look(
    /(?:auth\w{0,14}|jwt|login|token|admin)_?(?:middleware|guard|required|filter|interceptor|handler)\b|(?:(?:def|function|func|const|bool|boolean)\s{1,3}|\)\s)(?:require|ensure|check|is)_?(?:auth|log_?in|logged|admin|signed)\w{0,14}\s{0,3}[=(]|(?:is|has)_?(?:auth|logged)\w{0,10}\(\)[^\n;]{0,20}\{|\bfunction auth\(|const auth\s{0,2}=|(?:def|function|func|const)\s{1,3}(?:handle|do|on)?_?(?:log_?in|sign_?in)\w{0,8}\s{0,3}[=(]|(?:post|route|mapping)\(\s{0,3}["'`][\w/-]{0,40}(?:login|signin|sign-in)["'`]|get\(\s{0,3}["'`][\w/-]{0,40}\/(?:me|user|whoami|session|current-?user)["'`]/,
    [
      'auth',
      'jwt',
      'login',
      'log_in',
      'token',
      'admin',
      'logged',
      'signed',
      'sign_in',
      'signin',
      'sign-in',
      '/me',
      '/user',
      '/whoami',
      '/session',
      '/current',
    ],
  ),
  // An identity in a cookie.
  look(
    /cookie\w{0,8}(?:\(\))?\)?\??[^\n\w"':]{0,3}(?:get\w{0,6}\()?[^\n"':]{0,6}["':.]\w{0,20}(?:user|uid|role|admin|logged|session|auth)/,
    ['cookie'],
  ),
  // An identity that is set.
  look(
    /\.(?:user|identity|principal|actor|current_?user)\w{0,4}\s{0,3}=(?!=)\s{0,3}(?:\{|["'\d]|\w{0,20}user\()|set\(\s{0,3}["']\w{0,12}user|withvalue\([^\n]{0,60}user/,
    ['.user', '.identity', '.principal', '.actor', '.current', 'set(', 'withvalue('],
  ),
  // A user's name or number that is written down.
  look(
    /(?:hard_?coded|mock|fake|dummy|temp|placeholder)_(?:current_)?user_id|^[ \t]{0,40}\$?(?:(?:const|let|var|final|int|long|string)\s)?(?:current_?)?user_?id\s{0,3}(?::\s{0,3}\w{1,10}\s{0,3})?:?=\s{0,3}["'\d]|user\w{0,20}\.(?:findFirst|first)\(\)|\.(?:email|user_?name)\s{0,3}={2,3}\s{0,3}token/,
    ['user_id', 'userid', '.findfirst(', '.first(', '.email', '.user'],
  ),
  // Comments that confess.
  look(
    /(?:mock(?:ed)?|fake|stub|dummy|simulat\w{1,3}|hard-?coded|placeholder|bypass\w{0,3})[ -][\w -]{0,30}(?:auth|log_?in\b|sign-? ?in|token|jwt|session|identity|current user|credential)|(?:static|fixed) user\b|\buser(?: id)? for now|accept(?:s|ing)? (?:any|all|every|the supplied) (?:token|password|credential|user|login)|bypass\w{0,3} auth|(?:todo|for now|in production|in a real)[^\n]{0,60}(?:authenticat|\bauth\b|jwt|verif|token|log_?in\b|session|credential|password)/,
    [
      'mock',
      'fake',
      'stub',
      'dummy',
      'simulat',
      'hard-coded',
      'hardcoded',
      'placeholder',
      'bypass',
      'static user',
      'fixed user',
      'for now',
      'accept',
      'todo',
      'in production',
      'in a real',
    ],
  ),
  // A user in the state of a page, a verification that is off.
  look(
    /usestate\(\s{0,3}\{\s{0,9}(?:id|user\w{0,4}|name|email)\s{0,3}:\s{0,3}["'\d]|user_?id["']?\s{0,2}[:=]\s{0,3}["'](?:dev|demo|mock|fake|dummy|hard)|verify\w{0,10}(?::\s{0,3}bool\s{0,3})?\s{0,2}=\s{0,2}false\s{0,2}[,)]/,
    ['usestate', 'user_id', 'userid', 'verify'],
  ),
  // What a browser keeps.
  look(/storage\.setItem|storage(?:\.\w{1,30}|\[["'\w]{1,30}\])\s{0,3}=(?!=)/, ['storage']),
  // Passwords and tokens in a comparison, logins of libraries.
  look(
    /(?:pass(?:word|wd|code)?|pwd|\bpw)\w{0,10}(?:\(\))?["'\])]{0,2}\s{0,3}[!=]={1,2}(?!\s{0,3}(?:null|none|nil|undefined|""|''))|[!=]={1,2}\s{0,3}[\w.$'"[\]()>-]{0,40}(?:pass(?:word|wd|code)?|pwd)|(?:equals|compare_digest)\([^\n]{0,60}pass|(?:token|jwt|api_?key|otp)\s{0,3}[!=]={1,2}\s{0,3}["'`][\w -]{4}|log_?in(?:_?user|usingid)\(|withuser\(|withdefaultpasswordencoder|user\.(?:builder|withusername)\(|sign_in\(|session\W{1,3}user\w{0,4}\W{1,4}=[^=\n]{1,30}first|(?:bypass|skip|mock|fake|test|dev)[-_](?:auth|user|login)\w{0,4}["'\])]/,
    [
      'pass',
      'pwd',
      'pw',
      'token',
      'jwt',
      'api_key',
      'apikey',
      'otp',
      'login',
      'log_in',
      'withuser(',
      'user.builder',
      'user.withusername',
      'sign_in(',
      'session',
      '-auth',
      '_auth',
      '-user',
      '_user',
      '-login',
      '_login',
    ],
  ),
  // Switches.
  look(
    /auth(?:entication)?_(?:mode|provider|type|strategy|backend|driver)\b|(?:auth|jwt|login|oidc)\w{0,16}\.?(?:disabled|bypass|skip|enabled|required)|(?:disable|skip|bypass|require|enable|verify|no|mock|fake)_?(?:auth|jwt|login|token)/,
    ['auth', 'jwt', 'login', 'oidc', 'token'],
  ),
  // What is made to authenticate.
  look(/(?:authenticator|authorizer|(?:auth|token|jwt)\w{0,12}(?:validator|verifier|service|provider))\s{0,9}\(/, ['auth', 'token', 'jwt']),
]

/** A token that comes in, in a file that names a user; a login in a file that waits. */
const takesToken = mentions(['authorization', 'bearer '])
const namesUser = mentionsLike(/user_?(?:id|name)["']?\s{0,2}[,:=]/i, ['user'])
const waits = mentions(['settimeout(', 'delay(', 'sleep('])
const logsIn = mentionsLike(/(?:log_?in|sign_?in|submit)\w{0,10}\s{0,3}[=(]/i, ['login', 'log_in', 'signin', 'sign_in', 'submit'])

/** Whether a file may say who someone is without asking. */
export const isLikely: Look = (file) =>
  LOOKS.some((tells) => tells(file)) || (takesToken(file) && namesUser(file)) || (waits(file) && logsIn(file))
