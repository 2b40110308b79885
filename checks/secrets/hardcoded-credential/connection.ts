import { classify, type Secret } from '#formats/secrets'
import { kindsOfCharacters } from '#formats/secrets/entropy'
import { isMarked, isPlaceholder } from '#formats/secrets/placeholders'
import { isDummy } from '#formats/secrets/urls'

/** A login as it is written into one text. */
interface Login {
  readonly user?: string | undefined
  readonly password: string
  /** Where the password begins in the text. */
  readonly start: number
  readonly host: string
}

/** The password of a text that says where to connect and as whom, in any of the ways that drivers take it. */
export function connectionPassword(text: string): Secret | undefined {
  if (text.length > MAX_LENGTH) return
  for (const read of [goDsn, listed, jdbc, databaseUrl]) {
    const login = read(text)
    const verdict = login && verdictOn(login)
    if (verdict) return { ...LABEL, verdict, start: login.start, end: login.start + login.password.length }
  }
  return
}

const MAX_LENGTH = 2000
const LABEL = { kind: 'connection_password', label: 'password in a connection string' } as const

function verdictOn({ user, password, host }: Login): Secret['verdict'] | undefined {
  if (password === user || kindsOfCharacters(password) < 2) return
  if (isPlaceholder(password) || classify('password', password).verdict === 'placeholder')
    return isOthers(host) && isChosen(password) ? 'likely' : undefined
  return isOthers(host) && password.length >= 8 ? 'live' : 'likely'
}

/** A machine that others reach, by a name that nobody made up. */
export function isOthers(host: string): boolean {
  return !isNear(host) && !isDummy(host)
}

/** The machine of whoever runs it. */
function isNear(host: string): boolean {
  return !host.includes('.') || /^(?:\.|localhost|127\.|host\.docker)/.test(host)
}

/** `winter19`: words and a number, as people choose passwords. */
export function isChosen(password: string): boolean {
  return password.length >= 6 && password.length <= 64 && /\d/.test(password) && /[A-Za-z]/.test(password) && !isMarked(password)
}

/** `root:…@tcp(db.shop.io:3306)/shop`, as drivers of Go take it. */
function goDsn(text: string): Login | undefined {
  const [, user, password, host = ''] = /^([\w.-]{1,64}):([^@\s:/{}<>$%]{4,128})@(?:tcp|unix)\(([^)]{0,200})\)/.exec(text) ?? []
  return user && password ? { user, password, start: user.length + 1, host } : undefined
}

const PASSWORD = /(?<![\w-])(?:password|pwd)=([^;"'{}<>$%\s]{6,128})(?=;|$|["'])/i
const SPACED = /(?:^|\s)password=([^\s;"'{}<>$%]{6,128})(?=\s|$)/i
const SERVER = /(?<![\w-])(?:server|data source|host|addr|address)=(?:tcp:)?([^;,:"']{1,200})/i
/** Of libpq: what stands between spaces. */
const SPACED_HOST = /(?:^|\s)host=([^\s;,'"]{1,200})(?=\s)/i

/** `Server=db.shop.io;User Id=app;Password=…`, as ADO.NET and ODBC write connections, and `host=db.shop.io password=…` of libpq. */
function listed(text: string): Login | undefined {
  const match = PASSWORD.exec(text) ?? SPACED.exec(text)
  const host = (text.includes(';') ? SERVER : SPACED_HOST).exec(text)?.[1]?.trim().toLowerCase()
  return match && host !== undefined ? asLogin(match, host) : undefined
}

/** `jdbc:mysql://db.shop.io/shop?user=app&password=…`. */
function jdbc(text: string): Login | undefined {
  const host = /^jdbc:\w{1,20}:(?:\w{1,20}:)?(?:\/\/|@)([^/?;:,\s]{1,200})/i.exec(text)?.[1]
  const match = host === undefined ? null : /[?&;]password=([^&;\s"'{}<>$%]{6,128})/i.exec(text)
  return match && host !== undefined ? asLogin(match, host.toLowerCase()) : undefined
}

/** `postgresql://app:…@db.shop.io/shop`: what stands there is used, however weak. What is strong is found in every URL. */
export const DATABASE_URL =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|amqps?|rediss?|mssql|sqlserver|clickhouse|ldaps?|s?ftp|smtps?)(?:\+\w{1,20})?:\/\/([\w.%-]{0,128}):([^\s:/@"'`<>{}$%]{6,128})@([\w.-]{1,200})/i

function databaseUrl(text: string): Login | undefined {
  const match = DATABASE_URL.exec(text)
  if (!match) return
  const [whole, user, password = '', host = ''] = match
  const start = match.index + whole.length - host.length - 1 - password.length
  return isNear(host) ? undefined : { user, password, start, host: host.toLowerCase() }
}

function asLogin(match: RegExpExecArray, host: string): Login {
  const password = match[1]!
  return { password, start: match.index + match[0].length - password.length, host }
}
