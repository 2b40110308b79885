import { assignments } from '#formats/assignments'
import { isDevelopmentCompose } from '#formats/compose'
import { isDockerfilePath } from '#formats/dockerfile'
import { positionAt, rangeAt } from '#formats/lines'
import type { Pair } from '#formats/pair'
import { pairs } from '#formats/pairs'
import { digest, type Secret, type Sighting, scan, secrecyOf, sightings } from '#formats/secrets'
import { byPosition, type Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { commandCredentials, isPipelinePath } from './command-lines.ts'
import { connectionPassword } from './connection.ts'
import type { Credential, Credentials } from './credential.ts'
import { dockerfilePairs, gradlePairs, terraformPairs } from './infrastructure.ts'
import { secretPairs } from './kubernetes.ts'
import { isForClients, isForSearch, isPlausible, isProsePath, namesSecret } from './plausible.ts'
import { weakPairs } from './weak.ts'
import { wellKnown } from './well-known.ts'

/** Credentials in files of configuration, and in programs that have no parser here. */
export function configCredentials(file: SourceFile): Credentials {
  const commands = commandCredentials(file).map((secret) => credential(file, secret))
  if (!namesSecret(file) && scan(file.text).next().done) return { found: commands, harmless: [] }
  const read = pairsOf(file)
  const { secrets, harmless } = sightings(file.text, read)
  const named = [...secrets.filter((secret) => counts(file, secret)).map((secret) => credential(file, secret)), ...connections(file, read)]
  const found = [...named, ...without(commands, named)]
  const weak = isDevelopmentCompose(file.path) ? [] : [...wellKnown(file), ...weakPairs(file, read)]
  const known = without(weak, found).filter(({ name = '' }) => !DEVELOPMENT.test(name))
  const reported = linesOf(known)
  const fine = harmless.filter(({ name, start }) => secrecyOf(name) === 'secret' && !reported.has(positionAt(file, start).line))
  return {
    found: [...found, ...known],
    harmless: fine.map(({ name, start, end }) => ({ name: shown(name), range: rangeAt(file, start, end) })),
  }
}

/** Those that stand elsewhere. */
function without(some: readonly Credential[], others: readonly Credential[]): readonly Credential[] {
  const byLine = Map.groupBy(others, ({ range }) => range.start.line)
  return some.filter(({ range }) => !byLine.get(range.start.line)?.some((one) => overlap(one.range, range)))
}

function overlap(a: Range, b: Range): boolean {
  return byPosition(a, { start: b.end, end: b.end }) < 0 && byPosition(b, { start: a.end, end: a.end }) < 0
}

function linesOf(found: readonly Credential[]): ReadonlySet<number> {
  return new Set(found.map(({ range }) => range.start.line))
}

function pairsOf(file: SourceFile): readonly Pair[] {
  const { path } = file
  if (isDockerfilePath(path)) return dockerfilePairs(file)
  if (/\.(?:tf|tofu)$/.test(path)) return terraformPairs(file)
  if (path.endsWith('.gradle')) return [...quoted(file), ...gradlePairs(file)]
  if (CODE.test(path)) return quoted(file)
  return secretPairs(file, pairs(file))
}

/** Programs are told by their quotes: without them a value is an expression. */
function quoted(file: SourceFile): readonly Pair[] {
  return assignments(file.text).filter(({ start, commented }) => !commented && /["'`]/.test(file.text[start - 1] ?? ''))
}

const CODE = /\.(?:kts?|scala|groovy|gradle|swift|rs|dart|vue|svelte|exs?|lua|html?|c|cc|cpp|h|m|mm)$|(?:^|\/)Jenkinsfile[\w.-]{0,80}$/

function counts({ path, text }: SourceFile, secret: Sighting): boolean {
  const { name, kind, start, end, verdict } = secret
  if (name && ENCRYPTED.test(name)) return false
  if (kind === 'google_api_key') return !isForClients(path, text)
  if (kind !== 'named') return isPlausible(name, text.slice(start, end), secret)
  if (isProsePath(path) || isForSearch(name ?? '', text) || DEVELOPMENT.test(name ?? '')) return false
  // Workflows make up values for the services that their tests start.
  if (isPipelinePath(path) && verdict !== 'live') return false
  return isPlausible(name, text.slice(start, end), secret)
}

const ENCRYPTED = /(?:^|\.)(?:encryptedData|encrypted|sops|sealed)(?:\.|$)/
/** Sections of Rails' and others' files for the desk of a developer. */
const DEVELOPMENT = /^(?:development|dev|test|testing|local)\./

function credential(file: SourceFile, { name, start, end, kind, label, prefix, verdict }: Secret & Pick<Credential, 'name'>): Credential {
  const range = rangeAt(file, start, end)
  return { name: name && shown(name), range, kind, label, prefix, verdict, digest: digest(file.text.slice(start, end)) }
}

/** Keys of a Secret are all secrets, whatever they are called. */
function shown(name: string): string {
  return name.replace(/\.\$secret$/, '')
}

function connections(file: SourceFile, read: readonly Pair[]): Credential[] {
  return read.flatMap(({ name, value, nameStart, start, end, commented }) => {
    // A list of settings in one text begins like a variable: `Server=…;Password=…`.
    const isPart = nameStart + name.length + 1 === start && file.text[start - 1] === '='
    const from = isPart ? nameStart : start
    const secret = commented ? undefined : connectionPassword(isPart ? file.text.slice(from, end) : value)
    return secret
      ? [credential(file, { ...secret, name: isPart ? undefined : name, start: from + secret.start, end: from + secret.end })]
      : []
  })
}
