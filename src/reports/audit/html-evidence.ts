import { html } from 'hono/html'
import type { AuditContext } from '../context.ts'
import { plainLine } from '../escape.ts'
import { count } from '../words.ts'
import type { Audit } from './audit.ts'
import type { Fact } from './evidence.ts'
import { code, control, type Html, section, table, words } from './html-parts.ts'

/** Boxes before a launch, ticked by facts only. */
export function checklistSection({ checklist }: Audit, context: AuditContext): Html {
  const groups = checklist.map(({ section: name, readiness, boxes }) => {
    const items = boxes.map(
      (box) => html`<li class="${box.ticked ? 'ticked' : ''}">${control(box.control, box.title, context)}: ${box.note}</li>`,
    )
    return html`<div>
      <h3>${plainLine(name)}: ${readiness.toLowerCase()}</h3>
      ${boxes.length === 0 ? html`<p class="none">No box: nothing here applies.</p>` : html`<ul class="boxes">${items}</ul>`}
    </div>`
  })
  return section('checklist', 'Pre-launch checklist', html`<div class="columns">${groups}</div>`)
}

export function signOffSection({ signOffs, nextReview }: Audit, context: AuditContext): Html {
  const rows = signOffs.map(({ control: id, title, by, evidence, expires, state }) => [
    control(id, title, context),
    by === undefined ? '' : code(by),
    evidence === undefined ? '' : code(evidence),
    expires ?? (by === undefined ? '' : 'no end'),
    state,
  ])
  const columns = ['For', 'By', 'Evidence', 'Until', 'State']
  return section(
    'signoffs',
    `Sign-offs${rows.length === 0 ? ': none' : ''}`,
    html`${table('Attestations of the policy', columns, rows, 'Nobody has signed anything, and nothing asks for it.')}
      <p>Next review: ${nextReview === undefined ? 'the policy names no day' : plainLine(nextReview)}.</p>`,
  )
}

/** Verified, gap, needs verification. */
export function evidenceSection({ evidence }: Audit, context: AuditContext): Html {
  const { verified, gaps, unverified, absent } = evidence
  const facts = (own: readonly Fact[]) =>
    own.map(({ control: id, title, fine, observed, places }) => [
      control(id, title, context),
      `${fine} of ${observed}`,
      html`${places.map((one) => html`${code(one)} `)}`,
    ])
  const open = unverified.map((one) => [
    one.what,
    code(one.place || (one.subject ?? 'the check itself')),
    one.control === undefined ? 'all that name it' : code(one.control),
    words(one.reason),
  ])
  const nothing = absent.map(({ control: id, title }) => html`<li>${control(id, title, context)}</li>`)
  return section(
    'evidence',
    'Evidence',
    html`<h3>Verified: ${count(verified.length, 'control')}</h3>
      ${table('Something was looked at, and all of it is fine', ['Control', 'Fine>', 'For example'], facts(verified))}
      <h3>Gaps: ${count(gaps.length, 'control')}</h3>
      ${table('Something is open', ['Control', 'Fine>', 'Open places, for example'], facts(gaps))}
      <h3>Needs verification: ${count(unverified.length, 'thing')}</h3>
      ${table('What could not be judged, and why', ['What', 'Where', 'Control', 'Why'], open)}
      <h3>Nothing to look at: ${count(absent.length, 'control')}</h3>
      ${absent.length === 0 ? html`<p class="none">None.</p>` : html`<ul>${nothing}</ul>`}`,
  )
}
