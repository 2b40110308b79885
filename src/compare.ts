import type { CheckId } from '#model/check'
import type { Delta, ScoreDelta, Worsened } from '#model/delta'
import type { Evaluation, Result, Unit } from '#model/evaluation'
import { type Finding, identity } from '#model/finding'
import { isWorseRating, severityRank } from '#model/rating'
import type { Renames } from './evaluate/renames.ts'
import { pointsOf, scoreDelta, scoreOf } from './score.ts'

/** Head against base, both under one policy: what the pull request introduces, worsens, fixes and leaves. */
export function compare(base: Evaluation, head: Evaluation, renames: Renames = new Map()): Delta {
  const controls = [...new Set([...base.results.keys(), ...head.results.keys()])].toSorted()
  const incomparable = controls.filter((id) => [base, head].some(({ results }) => results.get(id)?.rating === 'error'))
  const comparable = controls.filter((id) => !incomparable.includes(id))
  const byControl = new Map(comparable.map((id) => [id, pairsOf(id, base.results.get(id), head.results.get(id), renames)]))
  const pairs = [...byControl.values()].flat()
  const hidden = hiddenAt(head, renames)
  const classified = pairs.map((pair) => classify(pair, hidden))
  return {
    introduced: classified.flatMap((one) => (one.class === 'introduced' ? one.finding : [])),
    worsened: classified.flatMap((one): Worsened[] => (one.class === 'worsened' ? [one] : [])),
    fixed: classified.flatMap((one) => (one.class === 'fixed' ? one.finding : [])),
    unchanged: classified.flatMap((one) => (one.class === 'unchanged' ? one.finding : [])),
    incomparable,
    score: { ...scoreDelta(rated(base), rated(head)), gated: gatedScores(head, byControl) },
  }
}

function rated({ results }: Evaluation): ReadonlyMap<CheckId, Result> {
  return new Map([...results].filter(([, { points }]) => points !== undefined))
}

/** Both sides over what both have. */
function gatedScores({ results }: Evaluation, byControl: ReadonlyMap<CheckId, readonly Pair[]>): ScoreDelta['gated'] {
  const controls = [...byControl].flatMap(([id, pairs]) => {
    const { weight = 0, points } = results.get(id) ?? {}
    const before = pointsOf(pairs.flatMap(({ before, after }) => (before && after ? before.unit : [])))
    return points === undefined || before === undefined ? [] : [{ weight, before, points }]
  })
  const base = scoreOf(controls.map(({ weight, before }) => ({ weight, points: before })))
  const head = scoreOf(controls)
  return base === undefined || head === undefined ? undefined : { base, head }
}

/** One thing in two commits; where it is a problem, the finding too. */
interface Pair {
  readonly before?: Side | undefined
  readonly after?: Side | undefined
}

interface Side {
  readonly unit: Unit
  readonly finding?: Finding | undefined
}

function pairsOf(control: CheckId, base: Result | undefined, head: Result | undefined, renames: Renames): Pair[] {
  const before = sidesOf(base, (unit) => unit.identity)
  const after = sidesOf(head, (unit) => identityAtBase(control, unit, renames))
  return [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((key) => match(before.get(key) ?? [], after.get(key) ?? []))
}

function sidesOf(result: Result | undefined, key: (unit: Unit) => string): Map<string, Side[]> {
  const findings = new Map(result?.findings.map((finding) => [`${identity(finding.control, finding)} ${finding.ordinal}`, finding]))
  const sides = (result?.units ?? []).map((unit) => ({ unit, finding: findings.get(`${unit.identity} ${unit.ordinal}`) }))
  return Map.groupBy(sides, ({ unit }) => key(unit))
}

function identityAtBase(control: CheckId, { identity: own, observation }: Unit, renames: Renames): string {
  const path = renames.get(observation.location?.path ?? '')
  return path === undefined ? own : identity(control, { ...observation, location: { path } })
}

/** Several of one name: those that are alike belong together, the rest go by their order. */
function match(before: readonly Side[], after: readonly Side[]): Pair[] {
  const left = [...before]
  const take = (alike: (side: Side) => boolean) => {
    const index = left.findIndex(alike)
    return index < 0 ? undefined : left.splice(index, 1)[0]
  }
  const alike = after.map((side) => ({ after: side, before: take((other) => isAlike(side, other)) }))
  const pairs = alike.map((pair) => ({ after: pair.after, before: pair.before ?? take(() => true) }))
  return [...pairs, ...left.map((side) => ({ before: side }))]
}

function isAlike(a: Side, b: Side): boolean {
  return (
    a.unit.rating === b.unit.rating &&
    a.finding?.severity === b.finding?.severity &&
    a.unit.observation.secretDigest === b.unit.observation.secretDigest
  )
}

/** Why a finding of the base cannot be seen at the head: nobody could look into its file. */
type Hidden = (finding: Finding) => string | undefined

function hiddenAt(head: Evaluation, renames: Renames): Hidden {
  const files = new Map(head.unreadable.map((file) => [renames.get(file.path) ?? file.path, file]))
  return ({ control, location }) => {
    const file = files.get(location?.path ?? '')
    return file?.controls.includes(control) ? `the file could not be looked at: ${file.reason}` : undefined
  }
}

type Classified =
  | { readonly class: 'introduced' | 'fixed' | 'unchanged'; readonly finding: Finding }
  | { readonly class: 'worsened'; readonly finding: Finding; readonly before: string }
  | { readonly class: 'none' }

function classify({ before, after }: Pair, hidden: Hidden): Classified {
  if (after?.finding) return classifyOpen(before, after, after.finding)
  if (!before?.finding) return { class: 'none' }
  const undecidable = after?.unit.observation.unknown ?? hidden(before.finding)
  if (undecidable === undefined) return { class: 'fixed', finding: before.finding }
  return {
    class: 'unchanged',
    finding: { ...before.finding, location: after?.unit.observation.location ?? before.finding.location, undecidable, fix: undefined },
  }
}

function classifyOpen(before: Side | undefined, after: Side, finding: Finding): Classified {
  if (!before) return { class: 'introduced', finding }
  if (!before.finding) return { class: 'worsened', finding, before: before.unit.rating === 'unknown' ? 'not decidable' : 'fine' }
  const old = before.finding
  if (isWorseRating(finding.rating, old.rating) || severityRank(finding.severity) > severityRank(old.severity))
    return { class: 'worsened', finding, before: `${old.rating}, ${old.severity}` }
  const [was, is] = [before.unit.observation.secretDigest, after.unit.observation.secretDigest]
  if (was !== undefined && is !== undefined && was !== is) return { class: 'worsened', finding, before: 'another secret' }
  return { class: 'unchanged', finding }
}
