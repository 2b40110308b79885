import type { CheckId } from '#model/check'
import type { Delta, ScoreDelta, Worsened } from '#model/delta'
import type { Evaluation, Result, Unit } from '#model/evaluation'
import { type Finding, identity } from '#model/finding'
import { isWorseRating, severityRank } from '#model/rating'
import { type Counts, countsOf, type Portion, sum } from '#model/units'
import { withCauses } from './causes.ts'
import type { Renames } from './evaluate/renames.ts'
import { pointsOf, scoreDelta, scoreOf } from './score.ts'

/** Head against base, both under one policy: what the pull request introduces, worsens, fixes and leaves. */
export function compare(base: Evaluation, head: Evaluation, renames: Renames = new Map()): Delta {
  const controls = [...new Set([...base.results.keys(), ...head.results.keys()])].toSorted()
  const incomparable = controls.filter((id) => [base, head].some(({ results }) => results.get(id)?.rating === 'error'))
  const comparable = controls.filter((id) => !incomparable.includes(id))
  const compared = new Map(comparable.map((id) => [id, compareResults(id, base.results.get(id), head.results.get(id), renames)]))
  const hidden = hiddenAt(head, renames)
  const explained = withCauses(base.files, head.files, renames)
  const classified = [...compared.values()].flatMap(({ pairs }) => pairs.map((pair) => classify(pair, hidden)))
  return {
    introduced: classified.flatMap((one) => (one.class === 'introduced' ? explained(one.finding, true) : [])),
    worsened: classified.flatMap((one): Worsened[] =>
      one.class === 'worsened' ? [{ finding: explained(one.finding, false), before: one.before }] : [],
    ),
    fixed: classified.flatMap((one) => (one.class === 'fixed' ? one.finding : [])),
    unchanged: classified.flatMap((one) => (one.class === 'unchanged' ? one.finding : [])),
    incomparable,
    score: { ...scoreDelta(rated(base), rated(head)), gated: gatedScores(head, compared) },
  }
}

function rated({ results }: Evaluation): ReadonlyMap<CheckId, Result> {
  return new Map([...results].filter(([, { points }]) => points !== undefined))
}

/** Both sides over what both have. */
function gatedScores({ results }: Evaluation, compared: ReadonlyMap<CheckId, Compared>): ScoreDelta['gated'] {
  const controls = [...compared].flatMap(([id, { inBoth }]) => {
    const { weight = 0, points } = results.get(id) ?? {}
    const before = pointsOf(inBoth)
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
  /** What it is if the other commit does not have it. */
  readonly ifNew?: Finding | undefined
}

/** One control on both sides. */
interface Compared {
  /** Everything that could differ, and every finding. */
  readonly pairs: readonly Pair[]
  /** What both sides have, as the base rates it. */
  readonly inBoth: Counts
}

function compareResults(control: CheckId, base: Result | undefined, head: Result | undefined, renames: Renames): Compared {
  const shared = sharedPortions(base, head)
  const before = Map.groupBy(sidesOf(base, unshared(base, shared)), ({ unit }) => unit.identity)
  const after = Map.groupBy(sidesOf(head, unshared(head, shared)), ({ unit }) => identityAtBase(control, unit, renames))
  // What stands in files that nobody changed is the same on both sides, and of it only what is open is ever told.
  const same = Map.groupBy(
    sidesOf(
      head,
      [...shared.values()].flatMap(({ open }) => open),
    ),
    ({ unit }) => unit.identity,
  )
  const names = [...new Set([...before.keys(), ...after.keys(), ...same.keys()])].toSorted()
  const differing = new Map(names.map((name) => [name, match(before.get(name) ?? [], after.get(name) ?? [])]))
  const counted = [...differing.values()].flat().flatMap(({ before, after }) => (before && after ? before.unit : []))
  return {
    pairs: names.flatMap((name) => [...differing.get(name)!, ...(same.get(name) ?? []).map((side) => ({ before: side, after: side }))]),
    inBoth: sum([countsOf(counted), ...[...shared.values()].map(({ counts }) => counts)]),
  }
}

type Shared = ReadonlyMap<string, Portion>

function sharedPortions(base: Result | undefined, head: Result | undefined): Shared {
  const before = new Set(base?.units.portions.map(({ key }) => key))
  return new Map(
    head?.units.portions.flatMap((portion) => (portion.key !== undefined && before.has(portion.key) ? [[portion.key, portion]] : [])),
  )
}

function unshared(result: Result | undefined, shared: Shared): readonly Unit[] {
  return result?.units.portions.flatMap((portion) => (shared.has(portion.key ?? '') ? [] : portion.all())) ?? []
}

function sidesOf(result: Result | undefined, units: readonly Unit[]): Side[] {
  const [findings, ifNew] = [byUnit(result?.findings), byUnit(result?.ifNew)]
  return units.map((unit) => ({ unit, finding: findings.get(nameOf(unit)), ifNew: ifNew.get(nameOf(unit)) }))
}

function byUnit(findings: readonly Finding[] = []): ReadonlyMap<string, Finding> {
  return new Map(findings.map((finding) => [nameOf({ identity: identity(finding.control, finding), ordinal: finding.ordinal }), finding]))
}

function nameOf({ identity: own, ordinal }: Pick<Unit, 'identity' | 'ordinal'>): string {
  return `${own} ${ordinal}`
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
  if (after?.ifNew && !before) return { class: 'introduced', finding: after.ifNew }
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
