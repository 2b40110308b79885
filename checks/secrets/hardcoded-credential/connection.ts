import type { Secret } from '#formats/secrets'
import { classify } from '#formats/secrets'
import { kindsOfCharacters } from '#formats/secrets/entropy'
import { isPlaceholder } from '#formats/secrets/placeholders'

const PASSWORD = /(?<![\w-])(?:password|pwd)=([^;"'{}<>$%\s]{6,128})(?=;|$|["'])/i
const SERVER = /(?<![\w-])(?:server|data source|host|addr|address)=(?:tcp:)?([^;,:"']{1,200})/i

/** `Server=db.shop.io;User Id=app;Password=…`, as ADO.NET and ODBC write connections. */
export function connectionPassword(text: string): Secret | undefined {
  const match = text.length > 2000 ? null : PASSWORD.exec(text)
  const host = SERVER.exec(text)?.[1]?.trim().toLowerCase()
  if (!match || host === undefined || !text.includes(';')) return
  const password = match[1]!
  if (isPlaceholder(password) || classify('password', password).verdict === 'placeholder' || kindsOfCharacters(password) < 2) return
  const isLocal = !host.includes('.') || /^(?:\.|\(localdb\)|localhost|127\.|host\.docker)/.test(host)
  const start = match.index + match[0].length - password.length
  return {
    verdict: isLocal ? 'likely' : 'live',
    kind: 'connection_password',
    label: 'password in a connection string',
    start,
    end: start + password.length,
  }
}
