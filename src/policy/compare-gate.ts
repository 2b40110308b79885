import type { Policy } from '#model/policy'
import { SEVERITIES, severityRank } from '#model/rating'
import { isEqual, loosened, neutral, type PolicyChange, tightened } from './change.ts'
import { SCALARS, type Scalar, type Scalars } from './scalars.ts'

/** Where each value stands in a resolved policy, and how people call it. */
const VALUES: { readonly [Key in keyof Scalars]: { readonly name: string; readonly read: (policy: Policy) => Scalars[Key] } } = {
  mode: { name: 'the mode', read: ({ mode }) => mode },
  profile: { name: 'the profile', read: ({ profile }) => profile },
  catalogue: { name: 'the pinned catalogue', read: ({ catalogue }) => catalogue },
  'gate.introduced': { name: 'the gate', read: ({ gate }) => gate.introduced },
  'gate.score.minimum': { name: 'the minimum score', read: ({ gate }) => gate.score.minimum },
  'gate.score.max_drop': { name: 'the largest drop of the score', read: ({ gate }) => gate.score.maxDrop },
  'gate.score.tolerance': { name: 'the tolerance of the score', read: ({ gate }) => gate.score.tolerance },
  'gate.ratchet': { name: 'the ratchet', read: ({ gate }) => gate.ratchet },
  'gate.on_error': { name: 'what errors do', read: ({ gate }) => gate.onError },
  'gate.policy': { name: 'what a loosening needs', read: ({ gate }) => gate.policy },
  'gate.break_glass': { name: 'break glass', read: ({ gate }) => gate.breakGlass },
  'waiving.allow': { name: 'what waivers may cover', read: ({ waiving }) => waiving.allow },
  'waiving.require': { name: 'what waivers must name', read: ({ waiving }) => waiving.require },
  'waiving.max_days': { name: 'the longest waiver in days', read: ({ waiving }) => waiving.maxDays },
  'inline.allow': { name: 'what comments may ignore', read: ({ inline }) => inline.allow },
  'inline.new': { name: 'what new comments do', read: ({ inline }) => inline.new },
  'report.suggestions': { name: 'suggestions', read: ({ report }) => report.suggestions },
}

/** What changes about mode, gate, waiving and the like, key by key. */
export function compareGate(before: Policy, after: Policy): readonly PolicyChange[] {
  return [
    ...(Object.keys(VALUES) as (keyof Scalars)[]).flatMap((key) => compareScalar(key, before, after)),
    ...compareDimensionGates(before, after),
  ]
}

function compareScalar<Key extends keyof Scalars>(key: Key, before: Policy, after: Policy): readonly PolicyChange[] {
  const { name, read } = VALUES[key]
  const [was, is] = [read(before), read(after)]
  if (isEqual(was, is)) return []
  const { strictest }: Scalar<Scalars[Key]> = SCALARS[key]
  const isStricter = strictest && isEqual(sorted(strictest(was, is)), sorted(is))
  if (isStricter === undefined) return [neutral(`changes ${name} from ${shown(was)} to ${shown(is)}`)]
  const [up, down] = RANKED.has(key) ? ['raises', 'lowers'] : ['tightens', 'loosens']
  const words = `${isStricter ? up : down} ${name} from ${shown(was)} to ${shown(is)}`
  return [isStricter ? tightened(words) : loosened(words)]
}

/** What people think of as higher or lower. */
const RANKED: ReadonlySet<keyof Scalars> = new Set(['mode', 'profile', 'gate.introduced', 'gate.score.minimum'])

/** A list means the same in any order. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).toSorted((a, b) => (a < b ? -1 : 1)) : value
}

function shown(value: unknown): string {
  if (value === undefined) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.join(', ')
  return String(value as string | number | boolean)
}

function compareDimensionGates({ gate: before }: Policy, { gate: after }: Policy): readonly PolicyChange[] {
  return [...new Set([...before.dimensions.keys(), ...after.dimensions.keys()])].flatMap((name) => {
    const [was, is] = [before.dimensions.get(name), after.dimensions.get(name)]
    const [old, now] = [was ?? before.introduced, is ?? after.introduced]
    if (was === is || severityRank(old) === severityRank(now)) return []
    const words = `the gate for ${name} from ${old} to ${now}`
    return [SEVERITIES.indexOf(now) > SEVERITIES.indexOf(old) ? loosened(`lowers ${words}`) : tightened(`raises ${words}`)]
  })
}
