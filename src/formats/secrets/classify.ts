import { encodedText } from './encoded.ts'
import { entropy, kindsOfCharacters, looksGenerated } from './entropy.ts'
import { secrecyOf, wordsOf } from './names.ts'
import { isPlaceholder, isShapedPlaceholder } from './placeholders.ts'
import { isReference, UUID } from './references.ts'
import { candidates } from './search.ts'
import { type Candidate, wholePatternOf } from './shape.ts'
import { SHAPES } from './shapes.ts'

/** What a value is: a credential that works, one that may, one written to be replaced, or none at all. */
export type Classified = Secret | { readonly verdict: 'placeholder' | 'plain' }

export interface Secret extends Pick<Candidate, 'kind' | 'label' | 'start' | 'end' | 'prefix'> {
  readonly verdict: 'live' | 'likely'
}

/** Judges a value by its shape, and by its name where the shape is silent. Offsets are those of the secret in the value. */
export function classify(name: string, value: string): Classified {
  const text = encodedText(value)
  if (text === undefined) return judge(name, value)
  const inner = judge(name, text)
  return isSecret(inner) ? { ...inner, start: 0, end: value.length } : inner
}

function judge(name: string, value: string): Classified {
  const found = [...candidates(value)].filter((candidate) => countsUnder(name, candidate))
  const secret = worst(found) ?? wholeValue(name, value)
  if (secret) return secret
  if (found.length > 0) return { verdict: found.some(({ verdict }) => verdict === 'placeholder') ? 'placeholder' : 'plain' }
  return byName(name, value)
}

/** All credentials in free text that prove themselves, in order: no name is needed to know them. */
export function* scan(text: string): Generator<Secret> {
  for (const candidate of candidates(text)) if (!candidate.names && !candidate.mayBePublic && isSecret(candidate)) yield candidate
}

function countsUnder(name: string, { names, mayBePublic }: Candidate): boolean {
  return (!names || names.test(name)) && !(mayBePublic && secrecyOf(name) === 'public')
}

function isSecret<One extends { readonly verdict: string }>(one: One): one is One & Secret {
  return one.verdict === 'live' || one.verdict === 'likely'
}

/** A provider's shape inside of a URL says more than the URL. */
function worst(found: readonly Candidate[]): Secret | undefined {
  const secrets = found.filter(isSecret)
  const live = secrets.filter(({ verdict }) => verdict === 'live')
  return live.find(({ kind }) => kind !== 'url_password') ?? live[0] ?? secrets[0]
}

/** Shapes without a prefix are known by their length and the provider in the name. */
function wholeValue(name: string, value: string): Secret | undefined {
  const shape = WHOLE.find(({ names, pattern }) => pattern.test(value) && names?.test(name))
  if (!shape || !/^(?:secret|key)$/.test(secrecyOf(name)) || isShapedPlaceholder(value)) return
  return { verdict: 'live', kind: shape.kind, label: shape.label, start: 0, end: value.length }
}

const WHOLE = SHAPES.filter(({ prefixes }) => prefixes.length === 0).map((shape) => ({ ...shape, pattern: wholePatternOf(shape) }))

function byName(name: string, value: string): Classified {
  const secrecy = secrecyOf(name)
  if (value.length > MAX_LENGTH || secrecy === 'other' || secrecy === 'public') return { verdict: 'plain' }
  const start = SCHEME.exec(value)?.[0].length ?? 0
  const core = value.slice(start)
  if (isPlaceholder(core) || isPlaceholderLogin(value, core) || repeatsName(name, core)) return { verdict: 'placeholder' }
  if (core.length < 8 || isReference(core)) return { verdict: 'plain' }
  if (isAppPassword(name, value))
    return { verdict: 'likely', kind: 'app_password', label: 'password for a program', start, end: value.length }
  const verdict = strengthOf(core, secrecy, name)
  return verdict === 'plain' ? { verdict } : { verdict, kind: 'named', label: 'generated-looking value', start, end: value.length }
}

/** Sixteen letters that nobody can speak, as Google gives them to programs that send mail. */
function isAppPassword(name: string, value: string): boolean {
  return (
    /mail|smtp/i.test(name) &&
    /pass/i.test(name) &&
    /^[a-z]{16}$/.test(value) &&
    /[bcdfghjklmnpqrstvwxz]{4}/.test(value) &&
    entropy(value) >= 3
  )
}

const MAX_LENGTH = 4096

/** `Basic dXNlcjp0ZXN0cGFzcw==`: what it says counts. */
function isPlaceholderLogin(value: string, core: string): boolean {
  const login = /^Basic /i.test(value) ? encodedText(core) : undefined
  return login !== undefined && isPlaceholder(login.slice(login.indexOf(':') + 1))
}

/** What stands before a secret without being a part of it. */
const SCHEME = /^(?:Bearer|Basic|Token) +|^base64:/i

function strengthOf(value: string, secrecy: 'secret' | 'key', name: string): 'live' | 'likely' | 'plain' {
  if (UUID.test(value)) return secrecy === 'secret' ? 'likely' : 'plain'
  if (looksGenerated(value)) return secrecy === 'secret' ? 'live' : 'likely'
  return PASSWORD.test(wordsOf(name).join('')) && looksChosen(value) ? 'likely' : 'plain'
}

const PASSWORD = /passw(?:or)?d|passphrase|pwd|pass$/

/** Too short to be sure, too mixed for a word: what a person takes for a good password. */
function looksChosen(value: string): boolean {
  const kinds = kindsOfCharacters(value)
  return kinds >= 3 || (kinds >= 2 && value.length >= 10 && /\d/.test(value) && entropy(value) >= 2.8)
}

/** `DB_PASSWORD=db_password`, `apiKey: key`, `encryptionKey: encryptionKey1024`, `client_credentials = "m2m-client-credentials"`. */
function repeatsName(name: string, value: string): boolean {
  const word = value.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const own = wordsOf(name).join('')
  if (word.length > 2 && own.includes(word)) return true
  if (own.length >= 8 && word.startsWith(own) && /^\d*$/.test(word.slice(own.length))) return true
  return own.length >= 8 && word.includes(own) && /^[a-z0-9]+(?:[-_.][a-z0-9]+)+$/.test(value)
}
