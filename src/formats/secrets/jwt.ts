import { isVendorSample } from './samples.ts'
import { BEFORE, type Candidate } from './shape.ts'

/** Whether a signed token stands here; one of which only the header is left is `likely`: nobody can tell from it. */
export function readJwt(text: string, at: number): Candidate | undefined {
  TOKEN.lastIndex = at
  const [token = '', payload, signature] = TOKEN.exec(text) ?? []
  if (!token) return
  const end = at + token.length
  const found = { kind: 'jwt', label: 'JSON Web Token', names: NAMES, mayBePublic: true, prefix: 'eyJ', start: at, end }
  if (payload && signature) return { ...found, ...judge(token, payload) }
  const dots = ELISION.exec(text.slice(end, end + 8))
  if (!dots) return payload === undefined && isHeader(token) ? { ...found, verdict: 'placeholder' } : undefined
  return { ...found, verdict: payload === undefined && token.length >= 30 ? 'likely' : 'placeholder', end: end + dots[0].length }
}

const TOKEN = new RegExp(`${BEFORE}eyJ[\\w-]{8,1500}(?:\\.([\\w-]{8,8000})(?:\\.([\\w-]{16,2000})(?![\\w-]))?)?`, 'y')

/** A header says how a token is signed and nothing else: what is left of one that was cut off for a document. */
function isHeader(token: string): boolean {
  return /^\{"(?:alg|typ|kid)":"[^"]*"[^{}]*\}?$/.test(decoded(token.slice(0, token.length - (token.length % 4))))
}

/** After the header a dot, and dots for all that follows. */
const ELISION = /^\.(?:\.{3}|…)/

const NAMES = /token|jwt|key|secret|auth|bearer|passw|credential/i

function judge(token: string, payload: string): Pick<Candidate, 'verdict' | 'names' | 'mayBePublic' | 'label'> {
  const claims = decoded(payload)
  const label = 'JSON Web Token'
  if (isVendorSample(token) || DEMO.test(claims)) return { verdict: 'placeholder', label }
  if (/"role"\s*:\s*"anon"/.test(claims) || isLongOver(claims)) return { verdict: 'plain', label }
  if (/"role"\s*:\s*"service_role"/.test(claims))
    return { verdict: 'live', label: 'Supabase service role key', names: undefined, mayBePublic: false }
  return { verdict: 'live', label }
}

/** The sample of jwt.io, the keys that every local Supabase has, and users that exist in documents. */
const DEMO = /"name"\s*:\s*"John Doe"|"sub"\s*:\s*"(?:1234567890|(?:test|demo|example|sample)(?:[-_.]?user)?)"|"iss"\s*:\s*"supabase-demo"/

/** Whether it says that it ended before this rule was written, whenever it is read: nobody takes it any more. */
function isLongOver(claims: string): boolean {
  const [, end] = /"exp"\s*:\s*(\d{9,10})(?!\d)/.exec(claims) ?? []
  return end !== undefined && Number(end) < NEW_YEAR_2025
}

/** In seconds since 1970. */
const NEW_YEAR_2025 = 1_735_689_600

function decoded(part: string): string {
  try {
    return atob(part.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}
