import type { Assessment, CatalogueInfo } from '#model/assessment'
import type { Finding } from '#model/finding'
import type { Location, Range } from '#model/location'
import { aboutControl } from './about.ts'
import { BUDGET, cutToBytes } from './budget.ts'
import { type CheckContext, isUninvited } from './context.ts'
import { plainLine, plainText } from './escape.ts'
import { type News, newsOf } from './news.ts'
import { linesOf } from './place.ts'
import { type WayOut, wayOut } from './waiver.ts'

/** A remark on lines of a file, as check runs and workflow commands know it. Plain text. */
export interface Annotation {
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  /** 1-based and inclusive; only where the range lies within one line, or GitHub refuses the whole run. */
  readonly startColumn?: number
  readonly endColumn?: number
  readonly level: AnnotationLevel
  readonly title: string
  readonly message: string
}

export type AnnotationLevel = 'notice' | 'warning' | 'failure'

export interface Annotations {
  /** Worst first; findings of one line are one annotation. */
  readonly annotations: readonly Annotation[]
  /** How many more there would be. */
  readonly omitted: number
}

const CAP = 100
const GRAVITY: Readonly<Record<AnnotationLevel, number>> = { failure: 2, warning: 1, notice: 0 }

interface Placed extends News {
  readonly location: Location
}

/** Introduced and worsened findings on their lines, wherever they are. Existing ones never, and without a policy none. */
export function annotationsOf(assessment: Assessment, info: CatalogueInfo, context: CheckContext, cap = CAP): Annotations {
  if (isUninvited(assessment, context)) return { annotations: [], omitted: 0 }
  return annotate(newsOf(assessment), info, { cap, outOf: (finding) => wayOut(finding, assessment.policy, context) })
}

interface Options {
  readonly cap?: number
  /** The way out of a false alarm, where there is one. */
  readonly outOf?: (finding: Finding) => WayOut | undefined
}

/** What is neither waived nor quiet, on its line: worst first, capped, the rest counted. */
export function annotate(news: readonly News[], info: CatalogueInfo, { cap = CAP, outOf = () => undefined }: Options = {}): Annotations {
  const shown = news.flatMap((one): Placed[] => {
    const { location, waived, quiet } = one.finding
    return location && !waived && !quiet ? [{ ...one, location }] : []
  })
  const groups = [...Map.groupBy(shown, ({ location }) => `${location.range?.start.line ?? 1} ${location.path}`).values()]
  const annotations = groups.map((group) => annotateLine(group, info, outOf)).toSorted((a, b) => GRAVITY[b.level] - GRAVITY[a.level])
  return { annotations: annotations.slice(0, cap), omitted: Math.max(0, annotations.length - cap) }
}

function annotateLine(group: readonly Placed[], info: CatalogueInfo, outOf: (finding: Finding) => WayOut | undefined): Annotation {
  const titles = [...new Set(group.map(({ finding }) => plainLine(aboutControl(finding.control, info).title)))]
  const controls = [...Map.groupBy(group, ({ finding }) => finding.control).values()]
  const messages = controls.map((own) => explain(own, info, outOf))
  return {
    path: group[0]!.location.path,
    ...placeOnLines(group.map(({ location }) => location.range)),
    level: group.map(levelOf).reduce((worst, level) => (GRAVITY[level] > GRAVITY[worst] ? level : worst)),
    title: cutToBytes(titles.length > 1 ? `${titles.length} problems: ${titles.join('; ')}` : titles[0]!, BUDGET.annotationTitle),
    message: cutToBytes(messages.join('\n\n———\n\n'), BUDGET.annotationMessage),
  }
}

function levelOf({ blocking, finding }: News): AnnotationLevel {
  if (blocking) return 'failure'
  return finding.severity === 'low' ? 'notice' : 'warning'
}

/** What, why, what to do, and the short way out: for findings of one control. */
function explain(news: readonly News[], info: CatalogueInfo, outOf: (finding: Finding) => WayOut | undefined): string {
  const { id, why, remedy } = aboutControl(news[0]!.finding.control, info)
  const out = news.flatMap(({ finding }) => outOf(finding) ?? [])
  const parts = [
    ...new Set(news.map(({ finding, before }) => `${finding.message}${before === undefined ? '' : ` (Worsened; it was ${before}.)`}`)),
    why && `Why: ${why}`,
    remedy && `What to do: ${remedy}`,
    out.length > 0 ? waiverNote(out) : '',
    `Control: ${id}`,
  ]
  return plainText(parts.filter(Boolean).join('\n\n'))
}

function waiverNote(out: readonly WayOut[]): string {
  const [{ file, command }] = out as readonly [WayOut]
  return `Not a problem here? Add to "waivers" in ${file}:\n${out.map(({ line }) => `  ${line}\n`).join('')}and see it waived with: ${command}`
}

function placeOnLines(ranges: readonly (Range | undefined)[]): Pick<Annotation, 'startLine' | 'endLine' | 'startColumn' | 'endColumn'> {
  const known = ranges.filter((range) => range !== undefined)
  if (known.length < ranges.length) return { startLine: 1, endLine: 1 }
  const startLine = known[0]!.start.line
  const endLine = Math.max(...known.map((range) => linesOf(range).last))
  if (endLine > startLine) return { startLine, endLine }
  const startColumn = Math.min(...known.map(({ start }) => start.column))
  const endColumn = Math.max(startColumn, ...known.map(({ end }) => end.column - 1))
  return known.some(({ end }) => end.line > startLine) ? { startLine, endLine } : { startLine, endLine, startColumn, endColumn }
}
