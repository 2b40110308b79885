import { isDevelopmentFile } from '#formats/debug/setting'
import { isDockerfilePath } from '#formats/dockerfile'
import { isKubernetes } from '#formats/kubernetes'
import { rangeAt } from '#formats/lines'
import type { Pair } from '#formats/pair'
import { literalFallback } from '#formats/secret-reads/stakes'
import { digest, secrecyOf } from '#formats/secrets'
import { encodedText } from '#formats/secrets/encoded'
import { wordsOf } from '#formats/secrets/names'
import type { SourceFile } from '#model/snapshot'
import { isChosen, isOthers } from './connection.ts'
import type { Credential } from './credential.ts'
import { heldBySecrets } from './kubernetes.ts'
import { isOwnKey, OWN_KEY } from './own-keys.ts'

/** Keys and passwords that are used as they stand, however weak they look, in files that a program or a platform reads. */
export function weakPairs(file: SourceFile, read: readonly Pair[]): Credential[] {
  if (isDevelopmentFile(file.path)) return []
  const judge = judgeOf(file)
  const hosts = hostsOf(read)
  return read.flatMap((pair) => {
    const found = pair.commented || BLANK.test(pair.value) ? undefined : (judge?.(pair) ?? besideHost(pair, hosts))
    const range = rangeAt(file, pair.start, pair.end)
    return found ? [{ ...found, name: pair.name.replace(/\.\$secret$/, ''), range, digest: digest(pair.value) }] : []
  })
}

/** `password = "winter19"`, beside the host that it opens. */
function besideHost({ name, value }: Pair, hosts: ReadonlyMap<string, string>): Found | undefined {
  const group = /^(.{0,200}?)(?:password|passwd|pass|pwd)$/i.exec(name)?.[1]
  const host = group === undefined || !isChosen(value) ? undefined : hosts.get(group)
  return host !== undefined && isOthers(hostIn(host)) ? { kind: 'known', label: 'password', verdict: 'likely' } : undefined
}

/** Hosts by what stands before the word in their names: `database.` of `database.host`. */
function hostsOf(read: readonly Pair[]): ReadonlyMap<string, string> {
  return new Map(
    read.toReversed().flatMap(({ name, value }) => {
      const group = /^(.{0,200}?)(?:host|host_?name|server|address|addr|url|uri|endpoint)$/i.exec(name)?.[1]
      return group === undefined ? [] : [[group, value] as const]
    }),
  )
}

function hostIn(address: string): string {
  return (/\/\/(?:[^/@\s]{0,256}@)?([^/:?\s]{1,256})/.exec(address)?.[1] ?? address).toLowerCase()
}

type Judge = (pair: Pair) => Found | undefined

function judgeOf(file: SourceFile): Judge | undefined {
  const { path } = file
  if (/\.(?:tf|tofu|tfvars)$/.test(path)) return ofTerraform
  if (isDockerfilePath(path)) return ofImage
  if (isKubernetes(file)) return ofCluster(file)
  if (/(?:^|\/)\.env(?:\.\w+)?$/.test(path)) return ofEnvironment
  return SETTINGS.test(path) ? ofProgram : undefined
}

type Found = Pick<Credential, 'kind' | 'label' | 'verdict' | 'wellKnown'>

/** What a program reads its settings from, with the names that say so. */
const SETTINGS = /(?:^|\/)appsettings(?:\.\w+)?\.json$|(?:^|\/)config(?:\/[\w.-]+|[\w.-]*)\.(?:json|ya?ml|toml|ini)$/
/** Written to be replaced, or the name of a type. */
export const BLANK =
  /^$|[<>{}$%*]|your|change|replace|insert|enter|example|placeholder|xxx|foobar|redacted|here$|^(?:any|some)[_-]|^(?:string|text|required|optional|none|null|true|false)$|\s/i
const KNOWN: Found = { kind: 'known', label: 'well-known value', verdict: 'likely', wellKnown: true }

/** `AUTH_PASSWORD=admin123` of an `.env` that is not there to be copied. */
function ofEnvironment(pair: Pair): Found | undefined {
  const fallback =
    /passw|pwd/i.test(pair.name) && /[a-z]/i.test(pair.value) && /\d/.test(pair.value) ? literalFallback(pair.name, pair.value) : undefined
  return fallback?.is === 'literal' && fallback.stakes !== 'real' ? KNOWN : ofProgram(pair)
}

/** `JWT_SECRET=mysecret`, `"Jwt": { "Key": "…" }`: the program believes whoever knows it. */
function ofProgram({ name, value }: Pair): Found | undefined {
  const words = wordsOf(name).slice(-3).join('_')
  return isOwnKey({ name: words, text: value }) ? { ...OWN_KEY } : undefined
}

/** An image carries what its `ENV` sets; values for the build alone are made up. */
function ofImage({ name, value }: Pair): Found | undefined {
  if (secrecyOf(name) !== 'secret' || /dummy|build|fake|temp|test|unused/i.test(value)) return
  const fallback = literalFallback(name, value)
  return fallback.is === 'literal' && fallback.stakes !== 'real' ? KNOWN : undefined
}

/** A Secret holds the password that counts, in base64 or as it is. */
function ofCluster(file: SourceFile): Judge {
  const held = heldBySecrets(file)
  return (pair) => {
    const text = encodedText(pair.value) ?? pair.value
    const fallback = literalFallback('db_password', text)
    const isWeak = held.has(pair.start) && /pass|pwd/i.test(pair.name) && fallback.is === 'literal' && fallback.stakes === 'shared'
    return isWeak && !BLANK.test(text) ? KNOWN : ofProgram({ ...pair, value: text })
  }
}

/** `password = "…"` of a resource, and the default of a variable for one. */
function ofTerraform({ name, value }: Pair): Found | undefined {
  const own = name.slice(name.lastIndexOf('.') + 1)
  if (!/(?:^|_)(?:password|passwd)$/.test(own) || value.length < 4 || value.includes('${')) return
  return { kind: 'known', label: 'password', verdict: 'likely' }
}
