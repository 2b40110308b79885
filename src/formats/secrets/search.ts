import { onceEach } from '#model/once'
import { readJwt } from './jwt.ts'
import { readPrivateKey } from './pem.ts'
import { isShapedPlaceholder } from './placeholders.ts'
import { type Candidate, escaped, patternOf, type Shape } from './shape.ts'
import { SHAPES } from './shapes.ts'
import { readUrlPassword } from './urls.ts'

/** Says what stands at a place where a literal was found. */
type Reader = (text: string, at: number) => Candidate | undefined

/**
 * Everything in a text that has the form of a credential, placeholders and harmless ones included, in order.
 * One pass for all literals, then only bounded patterns: linear in the length of the text.
 */
export function* candidates(text: string): Generator<Candidate> {
  for (let hit = nextLiteral(text, 0); hit; ) {
    const found = read(text, hit.index, hit[0])
    if (found) yield found
    // A URL may hold a provider's shape, which says more.
    hit = nextLiteral(text, found && found.kind !== 'url_password' ? Math.max(found.end, hit.index + 1) : hit.index + 1)
  }
}

/** The pattern is shared, so its place is set each time: whoever iterates may look at another text in between. */
function nextLiteral(text: string, from: number): RegExpExecArray | null {
  LITERALS.lastIndex = from
  return LITERALS.exec(text)
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

/** The longest first, since an alternation takes the first that fits. */
const LITERALS = new RegExp(
  CREDENTIAL_LITERALS.toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|'),
  'g',
)
