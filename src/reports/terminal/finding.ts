import type { CatalogueInfo } from '#model/assessment'
import type { Finding } from '#model/finding'
import { aboutControl } from '../about.ts'
import { plainLine } from '../escape.ts'
import { renderFrame } from '../frame.ts'
import { placeOf } from '../place.ts'
import type { ReadableFile } from '../readable.ts'
import type { WayOut } from '../waiver.ts'
import { indented, wrapped } from './layout.ts'
import { type Paint, RATING_STYLE, SEVERITY_STYLE } from './paint.ts'

/** What a finding is printed with. */
export interface FindingView {
  readonly info: CatalogueInfo
  readonly paint: Paint
  readonly open: (path: string) => ReadableFile | undefined
}

interface FindingExtras {
  readonly label?: string
  readonly out?: WayOut | undefined
  /** What to do about a control is said once. */
  readonly withRemedy?: boolean
}

/** A finding in full: place, control, code, what to do, and the way out. */
export function renderFinding(
  finding: Finding,
  { info, paint, open }: FindingView,
  { label, out, withRemedy = true }: FindingExtras = {},
): string {
  const { title, remedy } = aboutControl(finding.control, info)
  const file = finding.location && open(finding.location.path)
  const frame = file && renderFrame(finding.location!, file)
  return [
    head(finding, paint, label),
    `  ${paint('bold', plainLine(title))}`,
    frame && indented(paintFrame(frame, paint), '  '),
    wrapped(finding.message, '  '),
    finding.waived &&
      paint('dim', `  Waived: ${plainLine(finding.waived.reason)}${finding.waived.expires ? ` (until ${finding.waived.expires})` : ''}`),
    finding.undecidable && `  No longer decidable: ${plainLine(finding.undecidable)}`,
    withRemedy && remedy && `${paint('cyan', '  What to do')}\n${wrapped(remedy, '    ')}`,
    finding.fix && `  ${paint('green', 'Fix')}: ${plainLine(finding.fix.title)} (readiness check --fix)`,
    out && paint('dim', `  Waive: ${out.line}`),
  ]
    .filter(Boolean)
    .join('\n')
}

/** A finding in one line, for those that need no more. */
export function findingRow(finding: Finding): readonly string[] {
  const { severity, rating, control, location, message, waived } = finding
  return [severity, rating, plainLine(placeOf(location), 80), control, `${waived ? '(waived) ' : ''}${plainLine(message, 120)}`]
}

function head({ severity, rating, control, location, subject }: Finding, paint: Paint, label?: string): string {
  const place = location ? paint(['bold', 'underline'], plainLine(placeOf(location))) : plainLine(subject)
  const parts = [
    place,
    label && paint(['red', 'bold'], label),
    paint(SEVERITY_STYLE[severity], severity),
    paint(RATING_STYLE[rating], rating),
  ]
  return `${parts.filter(Boolean).join('  ')}  ${paint('dim', control)}`
}

/** The marked lines stand out, the rest steps back. */
function paintFrame(frame: string, paint: Paint): string {
  return frame
    .split('\n')
    .map((line) => (line.startsWith('>') ? line : /^ +\| +\^+$/.test(line) ? paint(['red', 'bold'], line) : paint('dim', line)))
    .join('\n')
}
