import { literalScan } from '#model/literals'
import { onceEach } from '#model/once'
import { readJwt } from './jwt.ts'
import { readPrivateKey } from './pem.ts'
import { isShapedPlaceholder } from './placeholders.ts'
import { type Candidate, patternOf, type Shape } from './shape.ts'
import { SHAPES } from './shapes.ts'
import { readUrlPassword } from './urls.ts'

/** Says what stands at a place where a literal was found. */
type Reader = (text: string, at: number) => Candidate | undefined

/**
 * Everything in a text that has the form of a credential, placeholders and harmless ones included, in order.
 * One pass for all literals, then only bounded patterns: linear in the length of the text.
 */
export function* candidates(text: string): Generator<Candidate> {
  let from = 0
  for (const [at, literal] of literalsIn(text)) {
    if (at < from) continue
    const found = read(text, at, literal)
    if (found) yield found
    // A URL may hold a provider's shape, which says more. Of literals that begin together the longest comes first.
    from = found && found.kind !== 'url_password' ? Math.max(found.end, at + 1) : at + 1
  }
}

/** Where literals begin, in order; of those that begin together the longest first. */
function literalsIn(text: string): readonly (readonly [at: number, literal: string])[] {
  if (text.length < SHORTEST) return []
  const places = SCAN.inText(text).places()
  const found = places.flatMap(([literal, end]) => {
    const at = end - literal.length
    return text.startsWith(literal, at) ? [[at, literal] as const] : []
  })
  return found.sort(([a, one], [b, other]) => a - b || other.length - one.length)
}

function read(text: string, at: number, literal: string): Candidate | undefined {
  for (const reader of readersOf(literal)) {
    const found = reader(text, at)
    if (found) return found
  }
  return
}

function readerOf(shape: Shape): Reader {
  const pattern = patternOf(shape)
  const { kind, label, names, mayBePublic } = shape
  return (text, at) => {
    pattern.lastIndex = at
    const secret = pattern.exec(text)?.[1]
    if (secret === undefined) return
    const end = pattern.lastIndex
    const prefix = shape.prefixes.findLast((prefix) => text.startsWith(prefix, at))!
    return { kind, label, names, mayBePublic, verdict: verdictOf(shape, secret, prefix), start: end - secret.length, end, prefix }
  }
}

function verdictOf({ standing, outside }: Shape, secret: string, prefix: string): Candidate['verdict'] {
  if (standing !== 'live') return 'plain'
  return isShapedPlaceholder(outside ? secret : secret.slice(prefix.length)) ? 'placeholder' : 'live'
}

const LITERAL_READERS: readonly (readonly [literal: string, reader: Reader])[] = [
  ...SHAPES.flatMap((shape) => {
    const reader = readerOf(shape)
    return shape.prefixes.map((prefix) => [prefix, reader] as const)
  }),
  ['eyJ', readJwt],
  ['-----BEGIN ', readPrivateKey],
  ['://', readUrlPassword],
]

/** By literal: its own readers first, then those of literals that it begins with (`sk-ant-`, then `sk-`). */
const readersOf = onceEach((literal): readonly Reader[] =>
  LITERAL_READERS.filter(([start]) => literal.startsWith(start))
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([, reader]) => reader),
)

/** A text without any of these holds nothing of the form of a credential. */
export const CREDENTIAL_LITERALS: readonly string[] = [...new Set(LITERAL_READERS.map(([literal]) => literal))]

/** `a://b:c@d`; keys are longer. */
const SHORTEST = 9

const SCAN = literalScan(CREDENTIAL_LITERALS.map((literal) => [literal, literal] as const))
