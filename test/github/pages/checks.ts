import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { CheckRun } from '../state/check-nouns.ts'
import { requiredCheckState } from '../state/checks.ts'
import type { Pull } from '../state/nouns.ts'
import { runsOn } from '../state/suites.ts'
import { fullName, type World } from '../state/world.ts'
import { icon, renderRun, stateOf } from './run.ts'
import { style } from './style.ts'

type Html = ReturnType<typeof html>

/** Changes whenever the page would look different. */
export function versionOf(world: World, pull: Pull): string {
  const runs = runsOn(world, pull.repository, pull.head.sha)
  const seen = runs.map((run) => [run.id, run.writes, stateOf(world, run), run.annotations.length])
  return createHash('sha1')
    .update(JSON.stringify([pull.head.sha, pull.state, pull.draft, pull.title, pull.base.ref, seen]))
    .digest('hex')
}

/** Asks now and then whether something changed; without scripts the page reloads by itself. */
function refresher(path: string, version: string): string {
  return `setInterval(async()=>{try{const r=await fetch(${JSON.stringify(`${path}/version`)});if((await r.text())!==${JSON.stringify(version)})location.reload()}catch{}},1000)`
}

/** The pull request as GitHub's "Checks" tab shows it. */
export async function renderChecksPage(world: World, pull: Pull, chosen: string | undefined, nonce: string): Promise<Html> {
  const runs = runsOn(world, pull.repository, pull.head.sha).toReversed()
  const run = runs.find(({ id }) => String(id) === chosen) ?? runs[0]
  const path = `/${fullName(pull.repository)}/pull/${pull.number}/checks`
  const script = refresher(path, versionOf(world, pull)).replaceAll('<', '\\u003c')
  const detail =
    run === undefined ? html`<div class="box empty">No check has reported on this commit yet.</div>` : await renderRun(world, run, path)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${pull.title} · Pull request #${pull.number} · ${fullName(pull.repository)}</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">${raw(style)}</style>
        <noscript><meta http-equiv="refresh" content="5" /></noscript>
        <script nonce="${nonce}">${raw(script)}</script>
      </head>
      <body>
        <header class="site">${fullName(pull.repository)}</header>
        <main>
          ${header(pull, runs.length)} ${mergeBox(world, pull, path)}
          <div class="columns"><nav class="box" aria-label="Check runs">${list(world, runs, run, path)}</nav><div>${detail}</div></div>
        </main>
      </body>
    </html>`
}

function header({ title, number, author, base, head, state, mergedAt, draft }: Pull, runs: number): Html {
  const label = mergedAt !== undefined ? 'merged' : state === 'closed' ? 'closed' : draft ? 'draft' : 'open'
  return html`<h1>${title} <span>#${number}</span></h1>
    <p class="meta"><span class="pill ${label}">${label}</span> <b>${author.login}</b> wants to merge ${head.ref} into ${base.ref}</p>
    <nav class="tabs" aria-label="Pull request"><span>Conversation</span><span>Commits</span><span aria-current="page">Checks ${runs}</span><span>Files changed</span></nav>`
}

const VERDICTS = {
  expected: 'Expected — Waiting for status to be reported',
  pending: 'Some checks haven’t completed yet',
  passing: 'All required checks have passed',
  blocking: 'Merging is blocked: a required check failed',
} as const

/** What the merge box would say, and the prepared commit. */
function mergeBox(world: World, pull: Pull, path: string): Html | '' {
  const required = pull.repository.rules.get(pull.base.ref) ?? []
  const states = required.map((check) => requiredCheckState(world, pull.repository, pull.head.sha, check))
  const worst = (['blocking', 'expected', 'pending', 'passing'] as const).find((state) => states.includes(state))
  const fix = world.fixes.get(pull)
  if (worst === undefined && fix === undefined) return ''
  const names = required.map(({ context }) => context).join(', ')
  const verdict = worst === undefined ? 'No check is required' : `${VERDICTS[worst]} (${names})`
  const button = fix && html`<form method="post" action="${path}/push"><button class="primary">${fix.label}</button></form>`
  return html`<section class="merge ${worst ?? ''}" aria-label="Merge"><p>${verdict}</p>${button ?? ''}</section>`
}

function list(world: World, runs: readonly CheckRun[], current: CheckRun | undefined, path: string): Html {
  const items = runs.map((run) => {
    const state = stateOf(world, run)
    const here = run === current ? raw('aria-current="true"') : ''
    return html`<li><a href="${path}?check_run_id=${run.id}" ${here}>${icon(state)} ${run.name} <small>${state.replaceAll('_', ' ')}</small></a></li>`
  })
  return html`<h2>${runs[0]?.suite.app.name ?? 'Checks'}</h2>
    <ul class="runs">
      ${items}
    </ul>`
}
