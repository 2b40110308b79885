import { entropy, kindsOfCharacters, looksGenerated } from './entropy.ts'
import { isPlaceholder } from './placeholders.ts'
import type { Candidate } from './shape.ts'

/** Whether the URL whose `://` stands here carries a password; the candidate is the password alone. */
export function readUrlPassword(text: string, at: number): Candidate | undefined {
  AUTHORITY.lastIndex = at
  const match = AUTHORITY.exec(text)
  if (!match) return
  const [, user = '', password = '', host = ''] = match
  const start = at + 3 + user.length + 1
  const named = text.slice(Math.max(0, at - 10), at).toLowerCase() === 'cloudinary' ? 'res.cloudinary.com' : host.toLowerCase()
  const verdict = judge(decoded(user), decoded(password), named)
  return { kind: 'url_password', label: 'password in a URL', verdict, start, end: start + password.length }
}

/** Up to the last `@` before the path: many passwords are written without encoding theirs. */
const AUTHORITY = /:\/\/([^\s:@/?#"'`\\]{0,128}):([^\s/"'`\\]{1,256})@([^\s/?#"'`\\,;)\]}@]{0,256})/y

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function judge(user: string, password: string, host: string): Candidate['verdict'] {
  if (isHosted(host) && password.length >= 6 && kindsOfCharacters(password) >= 2 && !TO_REPLACE.test(`${user}:${password}`)) {
    return looksGenerated(password) || !isPlaceholder(password) ? 'live' : 'likely'
  }
  if (ATLAS.test(host) && password.length >= 6 && !TO_REPLACE.test(`${user}:${password}`) && !STANDS_FOR_ONE.test(password)) return 'likely'
  if (isPlaceholder(password) || password.toLowerCase() === user.toLowerCase()) return 'placeholder'
  const generated = looksGenerated(password)
  const kinds = kindsOfCharacters(password)
  if (isLocal(host) || isDummy(host)) {
    const isChosen = !isDummy(host) && !/^(?:localhost|\d)/.test(host) && password.length >= 12 && kinds >= 3
    return generated || isChosen ? 'likely' : 'placeholder'
  }
  if (generated || (password.length >= 10 && kinds >= 3) || (password.length >= 14 && kinds >= 2 && entropy(password) >= 3.2)) return 'live'
  return password.length >= 8 && kinds >= 2 ? 'likely' : 'placeholder'
}

/** This machine, or a neighbour in a compose file or cluster. */
function isLocal(host: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return (
    !name.includes('.') ||
    /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01])|0\.0)\.|\.(?:local|localhost|lan|localdomain)$|^host\.docker\.internal$/.test(name)
  )
}

/** A database that somebody rents, under the name that only theirs has: however weak its password, it is one. */
function isHosted(host: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return (
    ATLAS.test(name) ||
    (HOSTED.test(name) && name.split('.').some((label) => /^(?!cluster\d+$)(?=.*\d)(?=.*[a-z])[\w-]{5,63}$/.test(label)))
  )
}

const ATLAS = /^[\w-]{1,64}\.(?!abcde|xxxxx|mongo)[a-z0-9]{5,8}\.mongodb\.net$/
const HOSTED =
  /\.(?:rds\.amazonaws\.com|supabase\.com?|neon\.tech|redislabs\.com|redis-cloud\.com|upstash\.io|render\.com|railway\.app|rlwy\.net|aivencloud\.com|psdb\.cloud|elephantsql\.com|cloudamqp\.com|ondigitalocean\.com)$/
const TO_REPLACE = /[<>{}$*]|your|change|example|xxx|^user(?:name)?:|:(?:db_?)?pass(?:word|wd)?$/i

/** What instructions write where a password goes. */
const STANDS_FOR_ONE =
  /^(?:admin|root|test|demo|secret|database|mongo(?:db)?|string|passphrase|credentials?)\w{0,4}$|[a-z]pass(?:word)?$|[[(]/i

/** `example.com`, `your-host`, `db.test`, `<host>`. */
export function isDummy(host: string): boolean {
  const labels = host.replace(/:\d+$/, '').split('.')
  return /[<$%{]/.test(host) || labels.some((label) => /^(?:example|your|placeholder)/.test(label)) || DUMMY_ENDS.test(host)
}

const DUMMY_ENDS = /^(?:db|my)?(?:host|hostname|server|domain)\b|\.(?:test|invalid)(?::\d+)?$/
