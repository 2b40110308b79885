import type { CatalogueInfo } from '#model/assessment'
import type { CheckId } from '#model/check'
import { dimensionOf, type Evaluation, type Result } from '#model/evaluation'
import type { Finding, Waived } from '#model/finding'
import type { Location } from '#model/location'
import type { ProblemRating, Rating, Severity } from '#model/rating'
import { countAll } from '#model/units'
import { aboutControl } from '../about.ts'
import type { AuditContext } from '../context.ts'
import { fingerprint } from '../fingerprint.ts'
import { byWorst, compareText } from '../order.ts'
import { linesOf } from '../place.ts'
import { dimensionTitle } from '../words.ts'
import { isBlocker, statusWord } from './verdict.ts'

/** A finding as an audit lists it: file, line, finding, risk, fix, section. */
export interface FindingRow {
  /** Short form of the fingerprint: stable when lines move. */
  readonly id: string
  readonly control: CheckId
  readonly title: string
  readonly aspect?: string | undefined
  readonly subject: string
  readonly path?: string | undefined
  /** First and last line. */
  readonly lines?: { readonly first: number; readonly last: number } | undefined
  readonly message: string
  readonly severity: Severity
  readonly rating: ProblemRating
  readonly blocker: boolean
  /** What to do: the title of the safe fix, else the remedy. */
  readonly fix: string
  /** `readiness check --fix` can do it. */
  readonly fixable: boolean
  /** The line itself, without secrets; absent where the text is not at hand. */
  readonly quote?: string | undefined
  readonly section: string
  readonly service?: string | undefined
  readonly owners: readonly string[]
  readonly waived?: Waived | undefined
}

/** A control with what it adds to the score, so that the total can be reproduced. */
export interface ControlRow {
  readonly id: CheckId
  readonly title: string
  readonly section: string
  readonly rating: Rating
  readonly status: string
  readonly points?: number | undefined
  /** Points at the earlier revision, where one is compared with. */
  readonly before?: number | undefined
  readonly weight: number
  /** Things looked at, and how many of them are fine or could not be decided. */
  readonly observed: number
  readonly fine: number
  readonly unknown: number
  readonly findings: number
  readonly error?: string | undefined
}

/** What a row takes besides: the lines of files. */
export interface RowContext extends AuditContext {
  readonly quoteOf?: ((location: Location) => string | undefined) | undefined
}

export function findingRow(finding: Finding, info: CatalogueInfo, context: RowContext): FindingRow {
  const { serviceOf, ownersOf, quoteOf } = context
  const { control, aspect, subject, location, message, severity, rating, fix, waived } = finding
  const { title, remedy } = aboutControl(control, info)
  const path = location?.path
  return {
    id: fingerprint(finding).slice(0, 8),
    control,
    title,
    aspect,
    subject,
    path,
    lines: location?.range && linesOf(location.range),
    message,
    severity,
    rating,
    blocker: isBlocker(finding),
    fix: fix?.title ?? remedy,
    fixable: fix !== undefined,
    quote: location && quoteOf?.(location),
    section: sectionOf(control, context),
    service: path === undefined ? undefined : serviceOf?.(path),
    owners: path === undefined ? [] : (ownersOf?.(path) ?? []),
    waived,
  }
}

/** The section in which a control is counted. */
export function sectionOf(control: CheckId, { sections = [] }: Pick<AuditContext, 'sections'>): string {
  return sections.find(({ covers }) => covers(control))?.name ?? dimensionTitle(dimensionOf(control))
}

/** Every finding, worst first. */
export function findingRows({ results }: Evaluation, info: CatalogueInfo, context: RowContext): readonly FindingRow[] {
  const findings = [...results.values()].flatMap((result) => result.findings)
  return findings.toSorted(byWorst).map((finding) => findingRow(finding, info, context))
}

/** Every control, by id. */
export function controlRows({ results }: Evaluation, info: CatalogueInfo, context: AuditContext): readonly ControlRow[] {
  return [...results.values()].toSorted((a, b) => compareText(a.control, b.control)).map((result) => controlRow(result, info, context))
}

function controlRow(
  { control, rating, points, weight, units, findings, error }: Result,
  info: CatalogueInfo,
  context: AuditContext,
): ControlRow {
  const rated = (wanted: Rating) => units.counts[wanted] ?? 0
  return {
    id: control,
    title: aboutControl(control, info).title,
    section: sectionOf(control, context),
    rating,
    status: statusWord(points, rating),
    points,
    before: context.since?.base.results.get(control)?.points,
    weight,
    observed: countAll(units.counts),
    fine: rated('green'),
    unknown: rated('unknown'),
    findings: findings.length,
    error,
  }
}

/** The sum behind the score: weight times points over all rated controls, and the sum of their weights. */
export function totalOf(rows: readonly ControlRow[]): { readonly weighted: number; readonly weights: number } {
  const rated = rows.filter(({ points }) => points !== undefined)
  return {
    weighted: rated.reduce((sum, { points, weight }) => sum + points! * weight, 0),
    weights: rated.reduce((sum, { weight }) => sum + weight, 0),
  }
}
