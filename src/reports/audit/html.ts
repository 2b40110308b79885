import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { CatalogueInfo } from '#model/assessment'
import type { Evaluation } from '#model/evaluation'
import type { AuditContext } from '../context.ts'
import { plainLine } from '../escape.ts'
import { type Audit, auditOf } from './audit.ts'
import { checklistSection, evidenceSection, signOffSection } from './html-evidence.ts'
import { blockerSection, findingsSection } from './html-findings.ts'
import { filesSection, sinceSection, waivedSection } from './html-history.ts'
import { code, type Html } from './html-parts.ts'
import { controlSection, matrixSection, planSection, topSection } from './html-sections.ts'
import { dimensionSection, riskSection } from './html-standing.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

/** `readiness audit --format html`: the whole review as one file that needs nothing else. */
export function renderAuditHtml(evaluation: Evaluation, info: CatalogueInfo, context: AuditContext): string {
  return auditHtml(auditOf(evaluation, info, context), context)
}

const SECTIONS = [
  ['top', 'Top line'],
  ['blockers', 'Blockers'],
  ['plan', 'Plan'],
  ['dimensions', 'Dimensions'],
  ['controls', 'Controls'],
  ['findings', 'Findings'],
  ['matrix', 'Matrix'],
  ['risks', 'Risks'],
  ['checklist', 'Checklist'],
  ['signoffs', 'Sign-offs'],
  ['evidence', 'Evidence'],
  ['waived', 'Accepted'],
  ['since', 'Fixed since'],
  ['files', 'Files'],
] as const

/** No other script can run in the page, and it can load nothing: a second lock behind the escapes. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`

export function auditHtml(audit: Audit, context: AuditContext): string {
  const title = `Production readiness review${audit.name === undefined ? '' : `: ${plainLine(audit.name, 100)}`}`
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <title>${title}</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the review</a>
        <header>
          <h1>${title}</h1>
          <p class="facts">${facts(audit)}</p>
        </header>
        <nav aria-label="Sections">
          <ul>
            ${SECTIONS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
          </ul>
        </nav>
        <main id="main">${sections(audit, context)}</main>
        <footer>Computed from results by Readiness; nothing in it is written by hand.</footer>
        <script>${raw(SCRIPT)}</script>
      </body>
    </html> `
  if (page instanceof Promise) throw new TypeError('nothing in a report is a promise')
  return page.toString()
}

function facts({ revision, asOf, catalogue }: Audit): Html {
  const day = asOf === undefined ? '' : ` · ${plainLine(asOf)}`
  return html`Revision ${code(revision)}${day} · catalogue ${catalogue.version} with ${catalogue.controls} controls`
}

function sections(audit: Audit, context: AuditContext): Html {
  return html`${topSection(audit)} ${blockerSection(audit, context)} ${planSection(audit, context)} ${dimensionSection(audit)}
  ${controlSection(audit, context)} ${findingsSection(audit, context)} ${matrixSection(audit)} ${riskSection(audit, context)}
  ${checklistSection(audit, context)} ${signOffSection(audit, context)} ${evidenceSection(audit, context)} ${waivedSection(audit, context)}
  ${sinceSection(audit, context)} ${filesSection(audit, context)}`
}
