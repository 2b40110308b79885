import type { Assessment } from '#model/assessment'
import type { Fix, Observation } from '#model/check'
import type { Evaluation, Result, Unreadable } from '#model/evaluation'
import type { Finding, Waived } from '#model/finding'
import type { Range } from '#model/location'
import type { Policy } from '#model/policy'
import type { Severity } from '#model/rating'
import { unitsFrom, unitsIn, worstOf } from '#model/units'
import { compare } from '../../src/compare.ts'
import { decide } from '../../src/decide.ts'
import { findingsOf } from '../../src/evaluate/judge.ts'
import { numbered } from '../../src/evaluate/units.ts'
import { builtinPolicy } from '../../src/policy/defaults.ts'
import type { CheckContext } from '../../src/reports/context.ts'
import { dimensionsOf, pointsOf, scoreOf, WEIGHTS } from '../../src/score.ts'
import { CATALOGUE } from './catalogue.ts'
import { onLine } from './findings.ts'

/** One thing that a check looked at, in a line of a test. */
export interface Seen {
  readonly control: string
  readonly subject?: string
  readonly aspect?: string
  readonly scope?: 'file' | 'repository'
  readonly path?: string
  readonly line?: number
  readonly range?: Range
  readonly rating?: 'green' | 'yellow' | 'red' | 'black' | 'unknown'
  readonly message?: string
  readonly severity?: Severity
  readonly fix?: Fix
  readonly quiet?: boolean
  readonly waived?: Waived
  readonly secretDigest?: string
}

const MAIN = 'app/main.py'

export interface Extras {
  readonly errors?: Readonly<Record<string, string>>
  readonly unreadable?: readonly Unreadable[]
  readonly revision?: string
}

/** An evaluation as the machine would give it, had its checks seen this. */
export function evaluationOf(seen: readonly Seen[], { errors = {}, unreadable = [], revision = 'f'.repeat(40) }: Extras = {}): Evaluation {
  const results = Object.keys(CATALOGUE).map((id) => (errors[id] ? broken(id, errors[id]) : resultOf(id, seen)))
  return {
    revision,
    tree: revision,
    results: new Map(results.map((result) => [result.control, result])),
    score: scoreOf(results),
    dimensions: dimensionsOf(results),
    unreadable,
    suppressions: new Map(),
    files: { blobOf: () => revision, paths: () => [...new Set(seen.map(({ path = MAIN }) => path))], saying: () => [] },
  }
}

export interface PullSeen {
  readonly base?: readonly Seen[]
  readonly head?: readonly Seen[]
  readonly baseExtras?: Extras
  readonly headExtras?: Extras
  readonly policy?: Partial<Policy>
}

/** An assessment under the built-in starter policy, enforced unless said otherwise. */
export function assessmentOf({ base = [], head = [], baseExtras, headExtras, policy: changes }: PullSeen): Assessment {
  const policy: Policy = { ...builtinPolicy({ mode: 'enforce', source: '.readiness.yml at main' }, CATALOGUE), ...changes }
  const before = evaluationOf(base, { revision: 'a'.repeat(40), ...baseExtras })
  const after = evaluationOf(head, { revision: 'b'.repeat(40), ...headExtras })
  const delta = compare(before, after)
  return { base: before, head: after, policy, delta, verdict: decide(delta, { base: before, head: after }, policy) }
}

export const CONTEXT: CheckContext = {
  baseRef: 'main',
  base: 'a'.repeat(40),
  head: 'b'.repeat(40),
  hasPolicy: true,
  policyPath: '.readiness.yml',
  asOf: '2027-01-15',
}

function resultOf(id: string, seen: readonly Seen[]): Result {
  const own = seen.filter(({ control }) => control === id)
  const severity = CATALOGUE[id]!.severity
  const units = unitsFrom(numbered(id, own.map(observe)))
  const waivedOf = new Map(own.map((one) => [`${one.path} ${one.subject} ${lineOf(one)}`, one.waived]))
  const findings = findingsOf(units.open, id, { control: severity }).map(
    (finding): Finding => ({ ...finding, waived: waivedOf.get(placeOf(finding)) }),
  )
  return {
    control: id,
    weight: WEIGHTS[severity],
    units,
    findings,
    rating: worstOf(units.counts),
    points: pointsOf(units.counts),
  }
}

function placeOf({ location, subject }: Finding): string {
  return `${location?.path} ${subject} ${location?.range?.start.line}`
}

function lineOf({ line, range }: Seen): number | undefined {
  return range?.start.line ?? line
}

function observe(seen: Seen): Observation {
  const {
    subject = 'it',
    aspect,
    scope,
    path = 'app/main.py',
    line,
    range,
    rating = 'red',
    message = 'This is wrong.',
    secretDigest,
  } = seen
  const location = { path, range: range ?? (line === undefined ? undefined : onLine(line)) }
  const about = { subject, aspect, scope, location, secretDigest }
  if (rating === 'green') return about
  if (rating === 'unknown') return { ...about, unknown: message }
  return { ...about, problem: { message, rating, severity: seen.severity, fix: seen.fix, quiet: seen.quiet } }
}

function broken(id: string, error: string): Result {
  return { control: id, weight: WEIGHTS[CATALOGUE[id]!.severity], units: unitsIn([]), findings: [], rating: 'error', error }
}
