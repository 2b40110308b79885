import { type Code, code } from '#formats/code/code'
import { envReads } from '#formats/code/environment'
import { isPreparationPath } from '#formats/preparation'
import { CREDENTIAL_LITERALS, digest, type Secret, scan, secrecyOf } from '#formats/secrets'
import { kindsOfCharacters } from '#formats/secrets/entropy'
import { mentions, mentionsLike } from '#formats/words'
import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { maySend, sentToken } from './command-lines.ts'
import { connectionPassword, DATABASE_URL } from './connection.ts'
import { constants, GENERATED } from './constants.ts'
import type { Credential, Credentials } from './credential.ts'
import { logins } from './logins.ts'
import { namedStrings } from './named-strings.ts'
import { OWN_KEY, ownKeys } from './own-keys.ts'
import { isForClients, isForSearch, isPlausible, isProsePath, judged, mayBeSecret, namesSecret, SECRET_NAMES } from './plausible.ts'

/** Credentials in a program: under a name, or proven by their shape. */
export function codeCredentials(file: SourceFile): Credentials {
  const parsed = isWorth(file) ? code(file) : undefined
  if (!parsed) return { found: [], harmless: [] }
  const found = new Map<string, Credential>()
  const add = (range: Range, text: string, secret: Secret | undefined, name?: string) => {
    const key = `${range.start.line}:${range.start.column}`
    if (secret && !found.has(key) && !isShown(file, secret, name)) found.set(key, credential(range, text, secret, name))
  }
  // Names in translations say what a text is about, not what it opens.
  const isProse = isProsePath(file.path)
  if (!isProse) for (const { name, text, range } of namedStrings(parsed)) add(range, text, judged(name, text), name)
  for (const { text, range } of parsed.strings) add(range, text, proven(text) ?? connectionPassword(text) ?? sentToken(text))
  for (const { name, text, range } of isProse ? [] : ownKeys(parsed)) add(range, text, { ...OWN_KEY, start: 0, end: text.length }, name)
  for (const { name, text, range } of isProse ? [] : constants(parsed)) add(range, text, { ...GENERATED, start: 0, end: text.length }, name)
  const used = isProse || isPreparationPath(file.path) ? [] : logins(parsed)
  for (const { name, text, range } of used) add(range, text, { ...PASSWORD, start: 0, end: text.length }, name)
  for (const { text, range } of parsed.comments) add(withoutLineEnd(range, text), text, inComment(text))
  return { found: [...found.values()], harmless: readsOf(parsed) }
}

function credential(range: Range, text: string, { kind, label, prefix, verdict, start, end }: Secret, name?: string): Credential {
  return { name, range, kind, label, prefix, verdict, digest: digest(text.slice(start, end)) }
}

const PASSWORD = { verdict: 'likely', kind: 'known', label: 'password' } as const

function proven(text: string): Secret | undefined {
  return scan(text).find((secret) => isPlausible(undefined, text, secret))
}

/** Grammars take the `\r` of a line end for a part of the comment. */
function withoutLineEnd({ start, end }: Range, text: string): Range {
  return start.line === end.line ? { start, end: { line: end.line, column: start.column + text.trimEnd().length } } : { start, end }
}

/** What only a provider issues, and where somebody rents a database; the rest may be explained there. */
function inComment(text: string): Secret | undefined {
  const isRented = RENTED.test(text)
  return scan(text).find(
    ({ kind, prefix, verdict }) =>
      (isRented && kind === 'url_password' && verdict === 'live') ||
      (prefix !== undefined && kind !== 'django_key' && kind !== 'google_api_key'),
  )
}

const RENTED = /@[\w.-]{1,200}\.(?:supabase\.com?|neon\.tech|mongodb\.net|rds\.amazonaws\.com|upstash\.io|render\.com|rlwy\.net)/

/** Django's own mark is a fallback that `secretReads` knows; other keys are meant to be seen. */
function isShown({ path, text }: SourceFile, { kind }: Secret, name = ''): boolean {
  if (kind === 'django_key') return true
  return (kind === 'google_api_key' && isForClients(path, text)) || (kind === 'named' && isForSearch(name, text))
}

/** Reads of secrets: where one could have been written down, and was not. */
function readsOf(parsed: Code): Credentials['harmless'] {
  return envReads(parsed).flatMap(({ name, range, default: fallback }) =>
    !fallback && secrecyOf(name) === 'secret' ? [{ name, range }] : [],
  )
}

const reads = mentionsLike(/(?:env|ENV|config)[\w.]{0,30}[.([]{1,2}["']?\w{0,60}(?:SECRET|PASSWORD|TOKEN|API_?KEY)/i, ['env', 'config'])
const connects = mentions(['password=', 'pwd=', '@tcp(', '@unix('])
const reaches = mentionsLike(
  DATABASE_URL,
  'postgres mysql mariadb mongodb amqp redis mssql sqlserver clickhouse ldap ftp smtp'.split(' '),
  500,
)
const mayHoldShape = mentions(CREDENTIAL_LITERALS)

/** A key or a password that is used as it stands, however weak. */
const uses = mentionsLike(
  /(?:secret_?(?:key|or_?key)?(?:_base)?|(?:jwt|signing|session|encryption)_?key|passw(?:or)?d|\bpass|pwd)["'\])]{0,3}\s{0,3}(?:=>?|:=?|,)\s{0,3}(?:\[\]byte\(|\[)?b?["'`][^"'`\s$<{]|(?:\bjwt|JWT)(?:\.|::)(?:sign|verify|encode|decode)\(|cookie-?[pP]arser|getConnection\(|mysqli|\bPDO\(|Sequelize\(|\.HMAC\d|SymmetricSecurityKey|SignedString|NewCookieStore|NewStore|Serializer\(|ParseWithClaims\(|createHmac\(|SecretKeySpec|setSigningKey|signWith\(|SetBasicAuth\(|PlainAuth\(|Fernet\(|smtplib|imaplib|set_?password\(["']|\bauth\s{0,3}=\s{0,3}\(["']/i,
  'secret jwt_key jwtkey signing_key signingkey session_key sessionkey encryption_key encryptionkey passw pass pwd jwt cookieparser cookie-parser getconnection( mysqli pdo( sequelize( .hmac symmetricsecuritykey signedstring newcookiestore newstore serializer( parsewithclaims( createhmac( secretkeyspec setsigningkey signwith( setbasicauth( plainauth( fernet( smtplib imaplib auth'.split(
    ' ',
  ),
)

/** Tokens of bots have no words at their beginning that a scan could find. */
const isBot = mentions(['discord', 'telegram', 'telebot'])
const BOT = /^\d{8,10}:AA|^[MNO][\w-]{23,27}\.[\w-]{6}\./

/** Parsing costs: only for a shape of a provider, a value that may be one under a name that says so, or a read of a secret. */
function isWorth(file: SourceFile): boolean {
  const { text } = file
  if (reads(file) || uses(file) || connects(file) || reaches(file) || maySend(file) || (mayHoldShape(file) && !scan(text).next().done))
    return true
  if (!namesSecret(file) && !isBot(file)) return false
  for (const match of text.matchAll(/["'`]([^\s"'`]{8,512})["'`]/g)) {
    if (BOT.test(match[1]!)) return true
    if (!mayBeSecret(match[1]!) || kindsOfCharacters(match[1]!) < 2) continue
    if (SECRET_NAMES.test(text.slice(Math.max(0, match.index - 200), match.index))) return true
  }
  return false
}
