import type { Profile } from '#model/check'
import type { Gate, InlineRules, Mode, WaivingRules } from '#model/policy'
import { SEVERITIES, type Severity } from '#model/rating'
import type { DataPath } from './document.ts'
import type { PolicyEntry } from './schema.ts'

/** Everything that has one value for the whole repository, by the key that the policy writes. */
export interface Scalars {
  readonly mode: Mode
  readonly profile: Profile
  readonly catalogue: string | undefined
  readonly 'gate.introduced': Severity
  readonly 'gate.score.minimum': number | undefined
  readonly 'gate.score.max_drop': number | undefined
  readonly 'gate.score.tolerance': number
  readonly 'gate.ratchet': readonly string[]
  readonly 'gate.on_error': Gate['onError']
  readonly 'gate.policy': Gate['policy']
  readonly 'gate.break_glass': Gate['breakGlass']
  readonly 'waiving.allow': readonly Severity[]
  readonly 'waiving.require': WaivingRules['require']
  readonly 'waiving.max_days': number | undefined
  readonly 'inline.allow': readonly Severity[]
  readonly 'inline.new': InlineRules['new']
  readonly 'report.suggestions': boolean
}

export interface Scalar<Value> {
  readonly at: DataPath
  readonly read: (entry: PolicyEntry) => Value | undefined
  readonly fallback: (profile: Profile) => Value
  /** The stricter of two values; absent: no value is stricter, and a lock does not hold it. */
  readonly strictest?: (a: Value, b: Value) => Value
}

/** Every such key: where it stands, what holds when nobody says so, and which of two values is stricter. */
export const SCALARS: { readonly [Key in keyof Scalars]: Scalar<Scalars[Key]> } = {
  mode: { at: ['mode'], read: ({ mode }) => mode, fallback: () => 'observe', strictest: later(['observe', 'enforce']) },
  profile: {
    at: ['profile'],
    read: ({ profile }) => profile,
    fallback: () => 'starter',
    strictest: later(['starter', 'standard', 'regulated']),
  },
  catalogue: { at: ['catalogue'], read: ({ catalogue }) => catalogue, fallback: () => undefined },
  'gate.introduced': {
    at: ['gate', 'introduced'],
    read: ({ gate }) => gate?.introduced,
    fallback: () => 'high',
    strictest: later(SEVERITIES.toReversed()),
  },
  'gate.score.minimum': {
    at: ['gate', 'score', 'minimum'],
    read: ({ gate }) => gate?.score?.minimum,
    fallback: () => undefined,
    strictest: bound(Math.max),
  },
  'gate.score.max_drop': {
    at: ['gate', 'score', 'max_drop'],
    read: ({ gate }) => gate?.score?.max_drop,
    fallback: () => undefined,
    strictest: bound(Math.min),
  },
  'gate.score.tolerance': {
    at: ['gate', 'score', 'tolerance'],
    read: ({ gate }) => gate?.score?.tolerance,
    fallback: () => 0.05,
    strictest: Math.min,
  },
  'gate.ratchet': { at: ['gate', 'ratchet'], read: ({ gate }) => gate?.ratchet, fallback: () => [], strictest: union },
  'gate.on_error': {
    at: ['gate', 'on_error'],
    read: ({ gate }) => gate?.on_error,
    fallback: () => 'fail',
    strictest: later(['pass', 'fail']),
  },
  'gate.policy': {
    at: ['gate', 'policy'],
    read: ({ gate }) => gate?.policy,
    fallback: (profile) => (profile === 'starter' ? 'report' : 'require-owner'),
    strictest: later(['report', 'require-owner']),
  },
  'gate.break_glass': {
    at: ['gate', 'break_glass'],
    read: ({ gate }) => gate?.break_glass,
    fallback: () => 'require-reason',
    strictest: later(['allow', 'require-reason', 'forbid']),
  },
  'waiving.allow': { at: ['waiving', 'allow'], read: ({ waiving }) => waiving?.allow, fallback: () => SEVERITIES, strictest: intersection },
  'waiving.require': {
    at: ['waiving', 'require'],
    read: ({ waiving }) => waiving?.require,
    fallback: (profile) => (profile === 'regulated' ? ['owner', 'expires'] : []),
    strictest: union,
  },
  'waiving.max_days': {
    at: ['waiving', 'max_days'],
    read: ({ waiving }) => waiving?.max_days,
    fallback: () => undefined,
    strictest: bound(Math.min),
  },
  'inline.allow': {
    at: ['inline', 'allow'],
    read: ({ inline }) => inline?.allow,
    fallback: () => ['medium', 'low'],
    strictest: intersection,
  },
  'inline.new': {
    at: ['inline', 'new'],
    read: ({ inline }) => inline?.new,
    fallback: () => 'listed',
    strictest: later(['honoured', 'listed']),
  },
  'report.suggestions': { at: ['report', 'suggestions'], read: ({ report }) => report?.suggestions, fallback: () => false },
}

/** Of two words the one that stands later in the list. */
function later<Word>(words: readonly Word[]): (a: Word, b: Word) => Word {
  return (a, b) => (words.indexOf(b) > words.indexOf(a) ? b : a)
}

function bound(pick: (a: number, b: number) => number): (a: number | undefined, b: number | undefined) => number | undefined {
  return (a, b) => (a === undefined ? b : b === undefined ? a : pick(a, b))
}

function union<Item>(a: readonly Item[], b: readonly Item[]): readonly Item[] {
  return [...new Set([...a, ...b])]
}

function intersection<Item>(a: readonly Item[], b: readonly Item[]): readonly Item[] {
  return b.filter((item) => a.includes(item))
}
