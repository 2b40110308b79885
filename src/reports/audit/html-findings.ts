import { html } from 'hono/html'
import type { AuditContext } from '../context.ts'
import { plainLine } from '../escape.ts'
import { SEVERITY_WORST_FIRST } from '../words.ts'
import type { Audit } from './audit.ts'
import { code, type Html, owners, quoted, rating, reference, section, steps, table, where, words } from './html-parts.ts'
import type { FindingRow } from './rows.ts'

/** What blocks, with everything that is needed to fix it. */
export function blockerSection({ blockers }: Audit, context: AuditContext): Html {
  const rows = blockers.map((finding) => [
    where(finding, context),
    html`<strong>${plainLine(finding.title)}</strong><br />${words(finding.message)}${quoted(finding)}`,
    html`${rating(finding.rating)}<br />${finding.severity}`,
    steps(finding.fix),
    owners(finding.owners),
  ])
  const title = blockers.length === 0 ? 'Blockers: none' : `Blockers: ${blockers.length}`
  return section(
    'blockers',
    title,
    table('What has to be fixed before anything goes live', ['Where', 'What', 'Risk', 'Fix', 'Owner'], rows),
  )
}

/** All findings, with a filter and a search that need no server. */
export function findingsSection({ findings }: Audit, context: AuditContext): Html {
  const title = findings.length === 0 ? 'Findings: none' : `Findings: ${findings.length}`
  if (findings.length === 0) return section('findings', title, html`<p class="none">No findings.</p>`)
  const heads = ['Id', 'File and line', 'Finding', 'Risk', 'Fix', 'Section', 'Owner'].map((head) => html`<th scope="col">${head}</th>`)
  return section(
    'findings',
    title,
    html`${filterForm(findings)}
      <div class="scroll" tabindex="0" role="region" aria-label="Findings">
        <table>
          <caption>
            Worst first
          </caption>
          <thead>
            <tr>
              ${heads}
            </tr>
          </thead>
          <tbody>
            ${findings.map((finding) => row(finding, context))}
          </tbody>
        </table>
      </div>`,
  )
}

function row(finding: FindingRow, context: AuditContext): Html {
  const { id, severity, rating: rated, section: own, waived, title, control, message, fix, fixable } = finding
  return html`<tr data-severity="${severity}" data-rating="${rated}" data-section="${own}" data-state="${waived ? 'waived' : 'open'}">
    <td>${code(id)}</td>
    <td>${where(finding, context)}</td>
    <td><strong>${plainLine(title)}</strong> ${reference(control)}<br />${words(message)}${quoted(finding)}${waivedNote(finding)}</td>
    <td>${rating(rated)}<br />${severity}</td>
    <td>${fixable ? '🔧 ' : ''}${steps(fix, 300)}</td>
    <td>${plainLine(own)}</td>
    <td>${owners(finding.owners)}</td>
  </tr>`
}

function waivedNote({ waived }: FindingRow): Html {
  if (!waived) return html``
  const until = waived.expires === undefined ? '' : ` until ${plainLine(waived.expires)}`
  return html`<br /><em>Waived${until}: ${plainLine(waived.reason)}</em>`
}

function filterForm(findings: readonly FindingRow[]): Html {
  const ratings = (['black', 'red', 'yellow'] as const).filter((one) => findings.some((finding) => finding.rating === one))
  const severities = SEVERITY_WORST_FIRST.filter((one) => findings.some(({ severity }) => severity === one))
  const sections = [...new Set(findings.map((finding) => finding.section))].toSorted()
  return html`<form class="filter" role="search" aria-label="Filter findings" hidden>
    <label>Search <input type="search" name="search" placeholder="file, words, owner, id" autocomplete="off" /></label>
    ${select('severity', 'Severity', severities)} ${select('rating', 'Rating', ratings)} ${select('section', 'Section', sections)}
    ${select('state', 'State', ['open', 'waived'])}
    <button type="reset">Show all</button>
    <output aria-live="polite"></output>
  </form>`
}

function select(name: string, label: string, values: readonly string[]): Html {
  const options = values.map((value) => html`<option value="${value}">${plainLine(value)}</option>`)
  return html`<label
    >${label}
    <select name="${name}">
      <option value="">all</option>
      ${options}
    </select></label
  >`
}
