import type { Secret } from '#formats/secrets'
import { classify } from '#formats/secrets'
import { kindsOfCharacters } from '#formats/secrets/entropy'
import { isPlaceholder } from '#formats/secrets/placeholders'

const PASSWORD = /(?<![\w-])(?:password|pwd)=([^;"'{}<>$%\s]{6,128})(?=;|$|["'])/i
const SPACED = /(?:^|\s)password=([^\s;"'{}<>$%]{6,128})(?=\s|$)/i
const SERVER = /(?<![\w-])(?:server|data source|host|addr|address)=(?:tcp:)?([^;,:"']{1,200})/i

/** Of libpq: what stands between spaces. */
const SPACED_HOST = /(?:^|\s)host=([^\s;,'"]{1,200})(?=\s)/i

/** `Server=db.shop.io;User Id=app;Password=…`, as ADO.NET and ODBC write connections, and `host=db.shop.io password=…` of libpq. */
export function connectionPassword(text: string): Secret | undefined {
  return goDsn(text) ?? listed(text)
}

/** `root:…@tcp(db.shop.io:3306)/shop`, as drivers of Go take it. */
function goDsn(text: string): Secret | undefined {
  const [, user = '', password = '', host = ''] =
    /^([\w.-]{1,64}):([^@\s:/{}<>$%]{4,128})@(?:tcp|unix)\(([^)]{0,200})\)/.exec(text.slice(0, 500)) ?? []
  if (password === '' || isPlaceholder(password) || password === user || kindsOfCharacters(password) < 2) return
  const start = user.length + 1
  const verdict = isNear(host) ? 'likely' : 'live'
  return { verdict, kind: 'connection_password', label: 'password in a connection string', start, end: start + password.length }
}

function isNear(host: string): boolean {
  return !host.includes('.') || /^(?:\.|\(localdb\)|localhost|127\.|host\.docker)/.test(host)
}

function listed(text: string): Secret | undefined {
  const isLong = text.length > 2000
  const match = isLong ? null : (PASSWORD.exec(text) ?? SPACED.exec(text))
  const host = isLong ? undefined : (text.includes(';') ? SERVER : SPACED_HOST).exec(text)?.[1]?.trim().toLowerCase()
  if (!match || host === undefined) return
  const password = match[1]!
  if (isPlaceholder(password) || classify('password', password).verdict === 'placeholder' || kindsOfCharacters(password) < 2) return
  const start = match.index + match[0].length - password.length
  return {
    verdict: isNear(host) ? 'likely' : 'live',
    kind: 'connection_password',
    label: 'password in a connection string',
    start,
    end: start + password.length,
  }
}
