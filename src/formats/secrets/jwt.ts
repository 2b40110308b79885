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
  if (!dots) return
  return { ...found, verdict: payload === undefined && token.length >= 30 ? 'likely' : 'placeholder', end: end + dots[0].length }
}

const TOKEN = new RegExp(`${BEFORE}eyJ[\\w-]{8,1500}(?:\\.([\\w-]{8,8000})(?:\\.([\\w-]{16,2000})(?![\\w-]))?)?`, 'y')

/** After the header a dot, and dots for all that follows. */
const ELISION = /^\.(?:\.{3}|…)/

const NAMES = /token|jwt|key|secret|auth|bearer|passw|credential/i

function judge(token: string, payload: string): Pick<Candidate, 'verdict' | 'names' | 'mayBePublic' | 'label'> {
  const claims = decoded(payload)
  const label = 'JSON Web Token'
  if (isVendorSample(token) || DEMO.test(claims)) return { verdict: 'placeholder', label }
  if (/"role"\s*:\s*"anon"/.test(claims)) return { verdict: 'plain', label }
  if (/"role"\s*:\s*"service_role"/.test(claims))
    return { verdict: 'live', label: 'Supabase service role key', names: undefined, mayBePublic: false }
  return { verdict: 'live', label }
}

/** The sample of jwt.io, and the keys that every local Supabase has. */
const DEMO = /"name"\s*:\s*"John Doe"|"sub"\s*:\s*"1234567890"|"iss"\s*:\s*"supabase-demo"/

function decoded(part: string): string {
  try {
    return atob(part.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}
