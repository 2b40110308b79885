import type { Assessment, CatalogueInfo } from '#model/assessment'
import { type Evaluation, findingsOf } from '#model/evaluation'
import type { Finding } from '#model/finding'
import { countAll } from '#model/units'
import { auditOf } from './audit/audit.ts'
import type { AuditContext, CheckContext } from './context.ts'
import { fingerprint } from './fingerprint.ts'
import { type AuditJson, type CheckJson, type FindingJson, SCHEMA_VERSION } from './json-schema.ts'
import { byWorst, compareText } from './order.ts'

/** `readiness audit --format json`: the scorecard, and where there is a context for it the whole review. */
export function renderAuditJson(evaluation: Evaluation, info: CatalogueInfo, context?: AuditContext): string {
  const scorecard = auditJson(evaluation, info)
  return serialize(context ? { ...scorecard, review: auditOf(evaluation, info, context) } : scorecard)
}

/** `readiness check --format json`. */
export function renderCheckJson(assessment: Assessment, context: Pick<CheckContext, 'policyChanged'>): string {
  return serialize(checkJson(assessment, context))
}

export function auditJson(evaluation: Evaluation, { version, catalogue }: CatalogueInfo): AuditJson {
  return {
    schemaVersion: SCHEMA_VERSION,
    catalogue: { version, controls: Object.keys(catalogue).length },
    revision: evaluation.revision,
    score: evaluation.score ?? null,
    dimensions: [...evaluation.dimensions]
      .map(([id, { score, rating, counts }]) => ({ id, score: score ?? null, rating, counts }))
      .toSorted((a, b) => compareText(a.id, b.id)),
    // Controls about the review itself are not of the catalogue; their findings are listed below.
    controls: [...evaluation.results]
      .filter(([id]) => Object.hasOwn(catalogue, id))
      .map(([id, { rating, points, units, findings }]) => ({
        id,
        rating,
        points: points ?? null,
        observed: countAll(units.counts),
        findings: findings.length,
      }))
      .toSorted((a, b) => compareText(a.id, b.id)),
    findings: listed(findingsOf(evaluation)),
    unreadable: evaluation.unreadable.map(({ path, reason }) => ({ path, reason })).toSorted((a, b) => compareText(a.path, b.path)),
  }
}

export function checkJson(
  { base, head, policy, delta, verdict }: Assessment,
  { policyChanged = false }: Pick<CheckContext, 'policyChanged'>,
): CheckJson {
  return {
    schemaVersion: SCHEMA_VERSION,
    base: { revision: base.revision, score: base.score ?? null },
    head: { revision: head.revision, score: head.score ?? null },
    delta: difference(base.score, head.score),
    conclusion: verdict.conclusion,
    reasons: [...verdict.reasons],
    introduced: listed(delta.introduced),
    worsened: listed(delta.worsened.map(({ finding }) => finding)),
    fixed: listed(delta.fixed),
    unchanged: listed(delta.unchanged),
    dimensions: dimensionsJson(base, head),
    attribution: delta.score.attribution.map(({ control, points }) => ({ control, delta: points })),
    policy: { source: policy.source, changed: policyChanged },
  }
}

function dimensionsJson(base: Evaluation, head: Evaluation): CheckJson['dimensions'] {
  const ids = new Set([...base.dimensions.keys(), ...head.dimensions.keys()])
  return [...ids].toSorted(compareText).map((id) => {
    const [before, after] = [base.dimensions.get(id)?.score, head.dimensions.get(id)?.score]
    return { id, base: before ?? null, head: after ?? null, delta: difference(before, after) }
  })
}

export function listed(findings: readonly Finding[]): FindingJson[] {
  return findings.toSorted(byWorst).map(findingJson)
}

function findingJson(finding: Finding): FindingJson {
  const { control, aspect, severity, rating, location, subject, message, waived } = finding
  const range = location?.range
  return {
    control,
    ...(aspect !== undefined && { aspect }),
    severity,
    rating,
    ...(location && { path: location.path }),
    ...(range && { line: range.start.line, endLine: range.end.line, column: range.start.column, endColumn: range.end.column }),
    subject,
    message,
    fingerprint: fingerprint(finding),
    ...(waived && { waived: waivedJson(waived) }),
  }
}

function waivedJson({ reason, owner, expires }: NonNullable<Finding['waived']>): NonNullable<FindingJson['waived']> {
  return { reason, ...(owner !== undefined && { owner }), ...(expires !== undefined && { expires }) }
}

function difference(base: number | undefined, head: number | undefined): number | null {
  return base === undefined || head === undefined ? null : head - base
}

function serialize(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}
