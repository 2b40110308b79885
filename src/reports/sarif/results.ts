import type { ArtifactLocation, Fix, Region, Result, Suppression } from 'sarif'
import type { Finding } from '#model/finding'
import type { Range } from '#model/location'
import { plainText } from '../escape.ts'
import { fingerprint } from '../fingerprint.ts'
import { LEVEL } from './rules.ts'

/** Under this name other tools recognise a result of ours in the next run. */
const FINGERPRINT = 'readiness/v1'

/** A finding as SARIF's result. */
export function resultFor(finding: Finding, ruleIndex: number, baselineState?: Result.baselineState): Result {
  const { control, severity, rating, aspect, subject, message, location, fix, waived } = finding
  return {
    ruleId: control,
    ruleIndex,
    kind: 'fail',
    level: LEVEL[severity],
    message: { text: plainText(message) || control },
    ...(location && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: artifact(location.path),
            region: location.range ? region(location.range) : { startLine: 1 },
          },
        },
      ],
    }),
    partialFingerprints: { [FINGERPRINT]: fingerprint(finding) },
    ...(baselineState !== undefined && { baselineState }),
    ...(waived && !waived.listedOnly && { suppressions: [suppression(waived)] }),
    ...(fix && location && { fixes: [fixFor(fix, location.path)] }),
    properties: { severity, rating, subject: plainText(subject), ...(aspect !== undefined && { aspect }) },
  }
}

/** A path of the repository as a relative reference. */
export function artifact(path: string): ArtifactLocation {
  return { uri: path.toWellFormed().split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }
}

function region({ start, end }: Range): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

function suppression({ by, reason, owner, expires }: NonNullable<Finding['waived']>): Suppression {
  const until = expires === undefined ? '' : ` (until ${expires})`
  return {
    kind: by === 'inline' ? 'inSource' : 'external',
    status: 'accepted',
    justification: `${plainText(reason)}${until}${owner === undefined ? '' : `, ${plainText(owner)}`}`,
  }
}

function fixFor({ title, edits }: NonNullable<Finding['fix']>, path: string): Fix {
  const replacements = edits.map(({ range, text }) => ({ deletedRegion: region(range), insertedContent: { text } }))
  return { description: { text: plainText(title) }, artifactChanges: [{ artifactLocation: artifact(path), replacements }] }
}
