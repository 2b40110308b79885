import type { CheckId } from '#model/check'
import type { Result, Unit } from '#model/evaluation'
import { type Finding, identity } from '#model/finding'

/** What the base had accepted, under the names that it has there. */
export interface Accepted {
  /** Whether a comment at the base covered this very finding, as grave and with the same content. Each is taken once. */
  takeComment(finding: Finding, unit: Unit | undefined): boolean
  /** Whether this very secret was there. */
  knowsSecret(finding: Finding, unit: Unit | undefined): boolean
}

/** Paths of the head by the path that they had at the base. */
type Renames = ReadonlyMap<string, string>

/** Reads the base's results, its waivers already applied. */
export function acceptedAt(base: ReadonlyMap<CheckId, Result>, renames: Renames): Accepted {
  const comments = new Map<string, number>()
  const secrets = new Set<string>()
  for (const result of base.values()) {
    if (result.findings.length === 0) continue
    const units = unitsByFinding(result)
    for (const finding of result.findings) {
      const unit = units(finding)
      if (unit?.observation.secretDigest !== undefined) secrets.add(secretKey(finding, unit, finding.location?.path))
      if (finding.waived?.by !== 'inline') continue
      const key = commentKey(finding, unit, finding.location?.path)
      comments.set(key, (comments.get(key) ?? 0) + 1)
    }
  }
  const pathAtBase = ({ location }: Finding) => location && (renames.get(location.path) ?? location.path)
  return {
    takeComment: (finding, unit) => {
      const key = commentKey(finding, unit, pathAtBase(finding))
      const left = comments.get(key) ?? 0
      if (left > 0) comments.set(key, left - 1)
      return left > 0
    },
    knowsSecret: (finding, unit) => secrets.has(secretKey(finding, unit, pathAtBase(finding))),
  }
}

/** The unit that a finding was made of. */
export function unitsByFinding({ units }: Result): (finding: Finding) => Unit | undefined {
  const byName = new Map(units.open.map((unit) => [`${unit.identity} ${unit.ordinal}`, unit]))
  return (finding) => byName.get(`${identity(finding.control, finding)} ${finding.ordinal}`)
}

function nameAt(finding: Finding, path: string | undefined): string {
  return identity(finding.control, { ...finding, location: path === undefined ? undefined : { path } })
}

function secretKey(finding: Finding, unit: Unit | undefined, path: string | undefined): string {
  return `${nameAt(finding, path)} ${unit?.observation.secretDigest}`
}

function commentKey(finding: Finding, unit: Unit | undefined, path: string | undefined): string {
  return `${secretKey(finding, unit, path)} ${finding.rating} ${finding.severity}`
}
