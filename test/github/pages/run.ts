import { html, raw } from 'hono/html'
import { lifeOf } from '../render/checks.ts'
import type { Annotation, CheckRun } from '../state/check-nouns.ts'
import type { World } from '../state/world.ts'
import { type CodeLine, codeAround } from './code.ts'
import { renderMarkdown } from './markdown.ts'

type Html = ReturnType<typeof html>

const ICONS: Readonly<Record<string, string>> = {
  success: '✓',
  failure: '✕',
  timed_out: '✕',
  action_required: '!',
  neutral: '■',
  skipped: '⊘',
  cancelled: '⊘',
  stale: '⊘',
  in_progress: '●',
  queued: '○',
}

export function stateOf(world: World, run: CheckRun): string {
  const { status, conclusion } = lifeOf(world, run)
  return conclusion ?? status
}

export function icon(state: string): Html {
  return html`<span class="icon state ${state}" aria-hidden="true">${ICONS[state] ?? '?'}</span>`
}

/** One check run as the Checks tab shows it: title, buttons, summary, text, annotations on the lines of the real file. */
export async function renderRun(world: World, run: CheckRun, action: string): Promise<Html> {
  const state = stateOf(world, run)
  const { title, summary, text } = run.output
  const annotations = await Promise.all(run.annotations.map((annotation) => renderAnnotation(run, annotation)))
  return html`<section class="box" aria-label="Check run ${run.name}">
      <div class="head">
        ${icon(state)}
        <h2>${run.suite.app.name} / ${run.name}</h2>
        ${state === 'queued' || state === 'in_progress' ? '' : buttons(run, action)}
        <p><span class="state ${state}">${state.replaceAll('_', ' ')}</span>${title === null ? '' : html` · <strong>${title}</strong>`} · ${run.suite.headSha.slice(0, 7)}</p>
      </div>
    </section>
    ${prose(summary, text)} ${annotations.length === 0 ? '' : html`<section class="box"><h3>Annotations · ${annotations.length}</h3>${annotations}</section>`}`
}

function prose(summary: string | null, text: string | null): Html | '' {
  const parts = [summary, text].filter((part) => part !== null && part !== '')
  if (parts.length === 0) return ''
  const rendered = parts.map((part) => html`<div class="markdown">${raw(renderMarkdown(part!))}</div>`)
  return html`<section class="box"><h3>Details</h3>${rendered}</section>`
}

function buttons(run: CheckRun, action: string): Html {
  const own = run.actions.map(
    ({ label, description, identifier }) =>
      html`<form method="post" action="${action}/press">
        <input type="hidden" name="run" value="${run.id}" /><button name="identifier" value="${identifier}" title="${description}">${label}</button>
      </form>`,
  )
  return html`${own}
    <form method="post" action="${action}/rerun"><button name="run" value="${run.id}">Re-run</button></form>`
}

async function renderAnnotation(run: CheckRun, annotation: Annotation): Promise<Html> {
  const { annotation_level: level, path, start_line: start, end_line: end, title, message, raw_details: details } = annotation
  const lines = await codeAround(run.suite.repository, run.suite.headSha, annotation)
  const where = start === end ? `line ${start}` : `lines ${start}-${end}`
  return html`<article class="annotation ${level}">
    <header>Check ${level} on ${where} in <b>${path}</b></header>
    ${lines.length === 0 ? '' : codeTable(lines)}
    <div class="message">${title === null ? '' : html`<strong>${title}</strong>`}${message}</div>
    ${details === null ? '' : html`<div class="details">${details}</div>`}
  </article>`
}

function codeTable(lines: readonly CodeLine[]): Html {
  const rows = lines.map(
    ({ number, before, marked, after, isAnnotated }) =>
      html`<tr class="${isAnnotated ? 'marked' : ''}"><th scope="row">${number}</th><td>${before}${marked === '' ? '' : html`<mark>${marked}</mark>`}${after}</td></tr>`,
  )
  return html`<table class="code"><tbody>${rows}</tbody></table>`
}
