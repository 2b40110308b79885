import { html } from 'hono/html'
import type { AuditContext } from '../context.ts'
import { plainLine } from '../escape.ts'
import { formatChange, formatScore } from '../score.ts'
import { grouped } from '../words.ts'
import type { Audit } from './audit.ts'
import { scoreBar } from './charts.ts'
import { dimensionColumns, RISK_COLUMNS, RISK_RULE, sectionColumns } from './columns.ts'
import { code, control, type Html, rating, reference, section, table, words } from './html-parts.ts'
import { placesSentence, workSentence } from './sentences.ts'

/** How each dimension stands, each section of the team's own document, and each service. */
export function dimensionSection(audit: Audit): Html {
  const { dimensions, since } = audit
  const rows = dimensions.map((one) => [
    one.title,
    html`<span class="status ${one.status}">${one.status}</span>`,
    formatScore(one.score),
    ...(since ? [formatChange({ base: one.before, head: one.score })] : []),
    scoreBar(one.score, one.rating),
    rating(one.rating),
    String(one.findings),
    String(one.unknown),
  ])
  return section(
    'dimensions',
    'Dimensions',
    html`${table('PASS, WARN and FAIL by dimension', dimensionColumns(audit), rows)} ${sectionTable(audit)} ${serviceTable(audit)}`,
  )
}

function sectionTable(audit: Audit): Html {
  const { sections, since } = audit
  const rows = sections.map((one) => [
    plainLine(one.name),
    html`<span class="status ${one.status}">${one.status}</span>`,
    formatScore(one.score),
    ...(since ? [formatChange({ base: one.before, head: one.score })] : []),
    rating(one.rating),
    String(one.controls),
    String(one.findings),
    String(one.unknown),
    words(one.implication ?? ''),
    plainLine(one.schedule ?? ''),
  ])
  return html`<h3>Sections of your own${sections.length === 0 ? ': none' : ''}</h3>
    ${table('PASS, WARN and FAIL by section', sectionColumns(audit), rows, 'The policy names none.')}`
}

function serviceTable({ services }: Audit): Html {
  const rows = services.map((one) => [
    html`${code(one.name)}${one.role === undefined ? '' : html`<br />${plainLine(one.role)}`}`,
    formatScore(one.score),
    scoreBar(one.score, one.rating),
    rating(one.rating),
    String(one.findings),
    html`${one.why.map((id) => html`${reference(id)} `)}`,
  ])
  const columns = ['Service', 'Score>', ' ', 'Worst open', 'Open>', 'Because of']
  return html`<h3>Services</h3>
    ${table('Score by service', columns, rows, 'No services are named.')}`
}

/** The five worst on each axis. */
export function riskSection({ risks }: Audit, context: AuditContext): Html {
  const parts = risks.map(({ axis, rows, more }) => {
    const cells = rows.map((risk, index) => [
      String(index + 1),
      control(risk.control, risk.title, context),
      html`${rating(risk.rating)} ${risk.severity}`,
      String(risk.rank),
      placesSentence(risk),
      workSentence(risk),
    ])
    return html`<h3>${plainLine(axis)}${rows.length === 0 ? ': none' : ''}</h3>
      ${rows.length === 0 ? '' : table(`Risks: ${plainLine(axis)}`, RISK_COLUMNS, cells)}
      ${more > 0 ? html`<p class="none">and ${grouped(more)} more</p>` : ''}`
  })
  return section('risks', 'Risk register', html`<p class="none">${RISK_RULE}</p>${parts}`)
}
