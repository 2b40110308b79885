import type { Assessment, CatalogueInfo } from '#model/assessment'
import { type Evaluation, findingsOf } from '#model/evaluation'
import { isAtLeast } from '#model/rating'
import { type Annotation, annotate, annotationsOf } from './annotations.ts'
import { checkTitle } from './check-run/title.ts'
import type { CheckContext } from './context.ts'
import { plainLine } from './escape.ts'
import { byWorst } from './order.ts'
import { formatScore } from './score.ts'
import { count } from './words.ts'

/** `readiness check --format github`: workflow commands, worst first, and the verdict as the last line. */
export function renderCheckCommands(assessment: Assessment, info: CatalogueInfo, context: CheckContext): string {
  const asked = { ...context, hasPolicy: true }
  const { annotations, omitted } = annotationsOf(assessment, info, asked)
  return render(annotations, omitted, checkTitle(assessment, asked))
}

/** `readiness audit --format github`. */
export function renderAuditCommands(evaluation: Evaluation, info: CatalogueInfo): string {
  const findings = findingsOf(evaluation).toSorted(byWorst)
  const news = findings.map((finding) => ({ finding, blocking: isAtLeast(finding.severity, 'high') }))
  const { annotations, omitted } = annotate(news, info)
  return render(annotations, omitted, `Readiness ${formatScore(evaluation.score)}: ${count(findings.length, 'finding')}`)
}

const COMMAND = { failure: 'error', warning: 'warning', notice: 'notice' } as const

function render(annotations: readonly Annotation[], omitted: number, last: string): string {
  const rows = annotations.map(({ level, path, startLine, endLine, startColumn, endColumn, title, message }) => {
    const columns = startColumn === undefined ? {} : { col: startColumn, endColumn }
    const properties = { file: path, line: startLine, endLine, ...columns, title }
    const given = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`)
    return `::${COMMAND[level]} ${given.join(',')}::${data(message)}`
  })
  return `${[...rows, omitted > 0 ? `${count(omitted, 'more finding')} not shown.` : '', plainLine(last)].filter(Boolean).join('\n')}\n`
}

/** As GitHub's runner reads it back. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
