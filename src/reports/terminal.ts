import type { Assessment, CatalogueInfo } from '#model/assessment'
import { type Evaluation, findingsOf } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { AuditContext, CheckContext, Contents } from './context.ts'
import { plainLine } from './escape.ts'
import { type News, newsOf } from './news.ts'
import { byWorst } from './order.ts'
import { readableFiles } from './readable.ts'
import { secretLines } from './secret-lines.ts'
import { type FindingView, findingRow, renderFinding } from './terminal/finding.ts'
import { columns, indented } from './terminal/layout.ts'
import { type Paint, painter } from './terminal/paint.ts'
import { auditLine, notesOf, sinceLine, verdictLine } from './terminal/summary.ts'
import { attributionTable, dimensionTable } from './terminal/tables.ts'
import { type Undecided, undecidedOf } from './undecided.ts'
import { wayOut } from './waiver.ts'
import { andMore } from './words.ts'

export interface TerminalOptions {
  readonly color: boolean
}

/** Findings shown with their code; the rest in one line each. */
const IN_FULL = 50
const ROWS = 200

const HOW_TO_WAIVE =
  'Not a problem? Add the line after "Waive:" to "waivers" of the policy, and see it waived with readiness audit --only <control>.'

/** `readiness check`, for people: what is new, where the points went, and the verdict as the last line. */
export function renderCheckTerminal(
  assessment: Assessment,
  info: CatalogueInfo,
  context: CheckContext,
  { color }: TerminalOptions,
): string {
  const { base, head, policy, delta } = assessment
  const paint = painter(color)
  const view = viewOf(head, info, paint, context.contents)
  const news = newsOf(assessment)
  const full = news.filter(({ finding }) => !finding.quiet).slice(0, IN_FULL)
  const rest = news.filter((one) => !full.includes(one)).map(({ finding }) => finding)
  return joined([
    ...full.map((one, index) =>
      renderFinding(one.finding, view, {
        label: labelOf(one),
        out: wayOut(one.finding, policy, context),
        withRemedy: isFirstOfControl(
          one.finding,
          index,
          full.map(({ finding }) => finding),
        ),
      }),
    ),
    section('Also new', findingTable(rest, paint), paint),
    section('Fixed', findingTable(delta.fixed, paint), paint),
    section('Could not be judged', undecidedTable(undecidedOf(head)), paint),
    section('Score by dimension', dimensionTable(base, head, paint), paint),
    section('Where the points went', attributionTable(delta.score.attribution, info, paint), paint),
    full.length > 0 ? paint('dim', HOW_TO_WAIVE) : '',
    [...notesOf(context), verdictLine(assessment, paint)].join('\n'),
  ])
}

/** `readiness audit`, for people: the scorecard of one snapshot. */
export function renderAuditTerminal(
  evaluation: Evaluation,
  info: CatalogueInfo,
  { contents, since }: AuditContext,
  { color }: TerminalOptions,
): string {
  const paint = painter(color)
  const view = viewOf(evaluation, info, paint, contents)
  const findings = findingsOf(evaluation).toSorted(byWorst)
  const full = findings.filter(({ quiet, waived }) => !quiet && !waived).slice(0, IN_FULL)
  const rest = findings.filter((finding) => !full.includes(finding))
  return joined([
    ...full.map((finding, index) => renderFinding(finding, view, { withRemedy: isFirstOfControl(finding, index, full) })),
    section('Also found', findingTable(rest, paint), paint),
    section('Could not be judged', undecidedTable(undecidedOf(evaluation)), paint),
    section('Score by dimension', dimensionTable(since?.base, evaluation, paint), paint),
    [since ? sinceLine(evaluation, since) : '', auditLine(evaluation, findings, paint)].filter(Boolean).join('\n'),
  ])
}

function viewOf(evaluation: Evaluation, info: CatalogueInfo, paint: Paint, contents: Contents | undefined): FindingView {
  return { info, paint, open: readableFiles(contents, secretLines(evaluation)) }
}

function isFirstOfControl({ control }: Finding, index: number, all: readonly Finding[]): boolean {
  return all.findIndex((other) => other.control === control) === index
}

function labelOf({ blocking, before }: News): string {
  return [blocking ? 'BLOCKING' : '', before === undefined ? '' : `worsened (was ${before})`].filter(Boolean).join(', ')
}

function section(title: string, body: string, paint: Paint): string {
  return body === '' ? '' : `${paint('bold', title)}\n${body}`
}

function findingTable(findings: readonly Finding[], paint: Paint): string {
  const rows = findings.slice(0, ROWS).map(findingRow)
  return withMore(
    indented(
      columns(rows, (cell, column) => (column === 4 ? paint('dim', cell) : cell)),
      '  ',
    ),
    findings.length - ROWS,
  )
}

function undecidedTable(undecided: readonly Undecided[]): string {
  const rows = undecided
    .slice(0, ROWS)
    .map(({ control, place, reason }) => [plainLine(place || (control ?? ''), 80), place ? (control ?? '') : '', plainLine(reason, 160)])
  return withMore(indented(columns(rows), '  '), undecided.length - ROWS)
}

function withMore(table: string, left: number): string {
  return left > 0 ? `${table}\n  … ${andMore(left)}` : table
}

function joined(parts: readonly string[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`
}
