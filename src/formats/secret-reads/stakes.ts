import { wordsOf } from '../secrets/names.ts'
import { hasPlaceholderSyntax } from '../secrets/placeholders.ts'
import { isReference } from '../secrets/references.ts'
import { classify, secrecyOf } from '../secrets.ts'
import type { Fallback } from './read.ts'

/** Whether a variable holds a secret. */
export function isSecretName(name: string): boolean {
  const secrecy = secrecyOf(name)
  return secrecy === 'secret' || secrecy === 'key'
}

const NONE: Fallback = { is: 'none' }

/** What a literal in place of a secret means. */
export function literalFallback(name: string, text: string): Fallback {
  const value = text.trim()
  if (value === '' || NOTHING.test(value) || isSpecialToken(value)) return NONE
  const { verdict } = classify(name, value)
  if (verdict === 'live' || verdict === 'likely') return { is: 'literal', text, stakes: 'real' }
  const stakes = stakesOf(name) ?? (isOthersPassword(name) && !TO_REPLACE.test(value) ? 'shared' : undefined)
  // Keys of test modes, addresses, files and the like are no secrets, whatever the name says.
  if (!stakes || isElsewhere(value, stakes)) return NONE
  return isIdle(name, value, stakes) ? NONE : { is: 'literal', text, stakes }
}

/** `ENGINE_PASSWORD`: whoever runs the other program may well have kept what stands here. Its tokens and keys are issued. */
function isOthersPassword(name: string): boolean {
  const words = wordsOf(name).filter((word) => !/^\d+$/.test(word) && !SUFFIX.test(word))
  return /^(?:password|passwd|passphrase|pwd|pass)$/.test(words.at(-1) ?? '') && !FOREIGN_KIND.test(words.at(-2) ?? '')
}

const TO_REPLACE = /your|change|replace|enter|insert|example|placeholder|dummy|fake|mock|xxx|here$/i

/** What works nowhere: a dummy in place of what a provider issues, and the password of a database in memory, which is its user. */
function isIdle(name: string, value: string, stakes: 'own' | 'shared'): boolean {
  if (stakes === 'shared') return value === 'sa'
  const words = wordsOf(name)
  return DUMMY.test(value) && words.some((word) => !KIND.test(word) && !OWN.has(word)) && !words.some((word) => ASKED_BACK.test(word))
}

const DUMMY = /^(?:dummy|fake|mock|placeholder|stub)/i
/** The program itself compares or signs with these, whoever is named before: `RAZORPAY_KEY_SECRET` proves payments. */
const ASKED_BACK =
  /^(?:webhooks?|hooks?|callback|jwt|session|cookies?|csrf|xsrf|hmac|sign|signing|signature|encryption|encrypt|crypto|admin|superuser|password|passwd|pass|key)$/

const NOTHING =
  /^(?:none|null|nil|undefined|empty|false|true|yes|no|on|off|unset|n\/a|na|disabled?|enabled?|not[ _-]?(?:set|needed|used|required|configured|provided|available)|no[ _-]?(?:key|token|auth|password|secret|key-required))$/i

/** Of language models: `<pad>`, `[MASK]`. */
function isSpecialToken(value: string): boolean {
  return /^<[\w|/]{1,20}>$|^\[[A-Z]{2,10}\]$/.test(value)
}

/** Of providers, for tests: they move no money. */
const TEST_KEY = /^(?:[sr]k|pk|rzp)_test_|^pk_live_|^xnd_(?:development|public)_/

function isElsewhere(value: string, stakes: 'own' | 'shared'): boolean {
  if (TEST_KEY.test(value)) return true
  if (/^[a-z][a-z0-9+.-]*:\/\/|^(?:\/|\.\/|\.\.\/|~\/)[\w./-]*$|^(?:arn|vault|op|ssm|env|file):/i.test(value)) return true
  return stakes === 'shared' && (hasPlaceholderSyntax(value) || (isReference(value) && !/\s|^\d+$/.test(value)))
}

/** Says what kind of secret it is, not whose. */
const KIND = /(?:secrets?|keys?|password|passwd|passphrase|pwd|pass|token|hash|salt|pepper)$/
/** Whose knowledge the program itself trusts. */
const OWN = new Set(
  'jwt session sessions cookie cookies csrf xsrf hmac signing sign signature encryption encrypt crypto cipher auth authentication app application master django flask fastapi rails laravel symfony nextauth nuxt payload admin administrator superuser su root default initial user users basic operator seed access refresh bearer server backend api internal service webhook webhooks hook id state reset verification verify invite email otp magic link storage base shared site web private public my the prod production dev development local test staging current new old next primary secondary jobs metrics cron revalidate revalidation preview setup bootstrap'.split(
    ' ',
  ),
)
/** What usually stands beside the program, and decides by itself which password works. */
const NEIGHBOURS = new Set(
  'db dbs database datasource postgres postgresql pg mysql mariadb mongo mongodb redis valkey rabbit rabbitmq rmq amqp mssql sql sa neo4j elastic elasticsearch opensearch clickhouse influx influxdb influxdb2 cassandra couchdb kafka mqtt nats minio s3 smtp imap mail ldap ftp sftp ssh proxy vnc timescale cockroach oracle keycloak keystore truststore host'.split(
    ' ',
  ),
)

/** Absent: the key of a provider, which answers nobody who shows a placeholder; or a name that proves too little. */
function stakesOf(name: string): 'own' | 'shared' | undefined {
  const words = wordsOf(name).filter((word) => !/^\d+$/.test(word))
  const kind = words.findLast((word) => !SUFFIX.test(word)) ?? ''
  const before = words.slice(0, words.lastIndexOf(kind)).at(-1) ?? ''
  if (secrecyOf(name) !== 'secret' || /^(?:dsn|pat|jwt|creds|credentials?|secrets)$/.test(kind)) return
  // `STORAGE_KEY`, `TOKEN_KEY`: under which something is kept. `CSRF_TOKEN`: the name of a field.
  if ((kind === 'key' && !SECRET_KEY.test(before)) || (kind === 'token' && /^[cx]srf$/.test(before))) return
  if (words.some((word) => NEIGHBOURS.has(word))) return 'shared'
  const foreign = words.filter((word) => !KIND.test(word) && !OWN.has(word))
  if (foreign.length === 0) return words.every((word) => VAGUE.has(word) || (word === 'secret' && words[0] === 'api')) ? 'shared' : 'own'
  if (FOREIGN_KIND.test(before)) return
  if (kind.endsWith('secret') || words.some((word) => CERTAIN.test(word))) return 'own'
  return kind === 'key' && words.includes('secret') ? 'shared' : undefined
}

const SUFFIX = /^(?:base|value|dev|prod|production|development|local|test|staging|default|raw)$/
const SECRET_KEY = /^(?:secret|signing|sign|encryption|encrypt|jwt|hmac|api|master|private|admin|internal|app)$/
/** `FACEBOOK_APP_SECRET`, `GOOGLE_CLIENT_SECRET`, `TWITTER_ACCESS_TOKEN`: issued by whoever is named before. */
const FOREIGN_KIND = /^(?:client|consumer|api|app|access|oauth2?|bot|auth)$/
const CERTAIN = /^(?:jwt|session|cookie|admin|superuser|hmac|signing|encryption)$/
/** Of nothing but these nobody can tell whose secret it is. */
const VAGUE = new Set('api access refresh bearer token key apikey password passwd pwd pass passphrase user app application'.split(' '))
