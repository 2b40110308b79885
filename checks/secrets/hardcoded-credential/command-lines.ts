import { classify, type Secret } from '#formats/secrets'
import { UUID } from '#formats/secrets/references'
import { mentions, mentionsLike } from '#formats/words'
import type { SourceFile } from '#model/snapshot'
import { isChosen } from './connection.ts'

const WORD = String.raw`["']?(?<secret>[^\s"'$<>{}()\\|;]{4,256})["']?`

/** Options of commands that take a password, or a name and a password. */
const PASSWORDS: readonly RegExp[] = [
  String.raw`\bcurl\s[^\n|;]{0,300}?(?:-u|--user)[ =]?["']?[\w.@+-]{1,64}:(?<secret>[^\s"'$<>{}()\\|;]{4,128})["']?(?=\s|$)`,
  String.raw`\bsshpass\s{1,4}-p\s{0,4}${WORD}`,
  String.raw`\bmysql(?:dump|admin|import)?\s[^\n|;]{0,200}?\s(?:-p|--password=)(?=["'\w])${WORD}`,
  String.raw`\b(?:docker|podman|nerdctl|helm|oc|skopeo|buildah)\s[^\n|;]{0,60}?\blogin\s[^\n|;]{0,200}?(?:-p|--password)[ =]${WORD}`,
  String.raw`\bredis-cli\s[^\n|;]{0,100}?(?:-a|--pass)[ =]${WORD}`,
].map((source) => new RegExp(source, 'dg'))

/** A header for HTTP, as `curl -H` and arrays of PHP write it. */
const HEADER =
  /\b(?:Authorization|X-Api-Key|Api-Key|X-Auth-Token|Private-Token)["']?\s{0,3}:\s{0,3}["']?(?:(?:Bearer|Token|Basic)\s{1,3})?(?<secret>[\w.~+/-]{16,512}={0,2})(?![\w${(<%])/dgi

/** The same at the end of an address. What merely is called a token is often meant to be handed on. */
const QUERY = /[?&](?:api[_-]?key|app_?id|access_token|auth_?token|subscription-key)=(?<secret>[\w.~-]{20,256})(?![\w${(<%])/dgi

const mayRun = mentions(['curl', 'sshpass', 'mysql', ' login ', 'redis-cli'])

/** Whether a file may hold a request that carries a credential. */
export const maySend = mentionsLike(
  /(?:authorization|api-key|auth-token|private-token)["']?\s{0,3}:\s{0,3}["']?(?:(?:bearer|token|basic)\s{1,3})?[\w.~+/-]{16}|[?&](?:api[_-]?key|app_?id|access_token|auth_?token|subscription-key)=[\w.~-]{20}/i,
  'authorization api-key api_key apikey appid app_id access_token auth-token auth_token authtoken private-token subscription-key'.split(
    ' ',
  ),
)

/** Credentials in the command lines of scripts, pipelines and images, in order of their kinds. */
export function commandCredentials(file: SourceFile): readonly (Secret & { readonly name?: undefined })[] {
  const passwords = mayRun(file) ? PASSWORDS.flatMap((pattern) => [...found(file.text, pattern, password)]) : []
  const tokens = maySend(file) ? [...found(file.text, HEADER, token), ...found(file.text, QUERY, apiKey)] : []
  // A pipeline makes up passwords for the services that its tests start.
  return [...passwords.filter(({ verdict }) => verdict === 'live' || !isPipelinePath(file.path)), ...tokens]
}

/** The token of a text that is a header or an address: `'Authorization: Bearer …'`, `'https://…?api_key=…'`. */
export function sentToken(text: string): Secret | undefined {
  if (/^[\w-]{7,20}:\s/.test(text)) return found(text, HEADER, token).next().value
  return /^(?:\w{2,10}:\/)?\/|^\?/.test(text) ? found(text, QUERY, apiKey).next().value : undefined
}

/** What a service of CI runs. */
export function isPipelinePath(path: string): boolean {
  return /\.github\/workflows\/|gitlab-ci|\.circleci\//.test(path)
}

type Judged = Omit<Secret, 'start' | 'end'> | undefined

function* found(text: string, pattern: RegExp, judge: (secret: string) => Judged): Generator<Secret, undefined> {
  for (const match of text.matchAll(pattern)) {
    const judged = isCommented(text, match.index) ? undefined : judge(match.groups!.secret!)
    const [start, end] = match.indices!.groups!.secret!
    if (judged) yield { ...judged, start, end }
  }
  return undefined
}

function isCommented(text: string, at: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 400), at)
  return /^\s*(?:#|\/\/|\*|;|<!--|rem\s)/i.test(line)
}

function password(secret: string): Judged {
  const classified = classify('password', secret)
  if (classified.verdict === 'live' || classified.verdict === 'likely') return classified
  return isChosen(secret) ? { kind: 'command_password', label: 'password in a command', verdict: 'likely' } : undefined
}

function token(secret: string): Judged {
  const classified = classify('authorization_token', secret)
  return classified.verdict === 'live' || classified.verdict === 'likely' ? classified : undefined
}

/** Identifiers of applications and pages are not secret: only what a generator made is a key. */
function apiKey(secret: string): Judged {
  const classified = classify('api_secret', secret)
  return classified.verdict === 'live' && !UUID.test(secret) ? { ...classified, label: 'key in an address' } : undefined
}
