import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { pressButton, rerequestRun } from '../state/checks.ts'
import type { Pull } from '../state/nouns.ts'
import { addAccount, fullName, now, type World } from '../state/world.ts'
import { renderChecksPage, versionOf } from './checks.ts'
import { style } from './style.ts'

const CHECKS = '/:owner/:repo/pull/:number/checks'
const HOUR = 3_600_000
const MISSING = 'There is no such pull request.'

/** What people open in a browser: a list, the Checks tab of every pull request, and the registration of an app. */
export function createSite(world: World): Hono {
  const site = new Hono()
  site.get('/', (c) => c.html(index(world)))
  site.get(CHECKS, (c) => showChecks(world, c))
  site.get(`${CHECKS}/version`, (c) => c.text(versionOf(world, pullOf(world, c))))
  site.post(`${CHECKS}/:verb`, (c) => act(world, c))
  site.post('/settings/apps/new', (c) => takeManifest(world, c, 'app-owner'))
  site.post('/organizations/:owner/settings/apps/new', (c) => takeManifest(world, c, c.req.param('owner')))
  site.get('/:owner/:repo/runs/:id', (c) => showRun(world, c))
  site.onError((error, c) => c.text(error.message, error.message === MISSING ? 404 : 500))
  return site
}

function pullOf(world: World, c: Context): Pull {
  const { owner, repo, number } = c.req.param() as Record<string, string>
  const pull = world.names.get(`${owner}/${repo}`.toLowerCase())?.pulls.get(Number(number))
  if (pull === undefined) throw new Error(MISSING)
  return pull
}

async function showChecks(world: World, c: Context): Promise<Response> {
  const nonce = randomBytes(16).toString('base64url')
  const page = await renderChecksPage(world, pullOf(world, c), c.req.query('check_run_id'), nonce)
  const policy = `default-src 'none'; img-src data:; connect-src 'self'; form-action 'self'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`
  return c.html(page, 200, { 'content-security-policy': policy, 'cache-control': 'no-store' })
}

/** A run by itself: on GitHub, too, it is shown with the pull request. */
function showRun(world: World, c: Context): Response {
  const run = world.runs.get(Number(c.req.param('id')))
  const pulls = [...(run?.suite.repository.pulls.values() ?? [])]
  const pull = pulls.find(({ head }) => head.sha === run?.suite.headSha)
  if (run === undefined || pull === undefined) return c.text(MISSING, 404)
  return c.redirect(`/${fullName(pull.repository)}/pull/${pull.number}/checks?check_run_id=${run.id}`, 302)
}

/** A person with write access presses something. */
async function act(world: World, c: Context): Promise<Response> {
  const pull = pullOf(world, c)
  const form = await c.req.parseBody()
  const run = world.runs.get(Number(form.run))
  const verb = c.req.param('verb')
  if (verb === 'push') await pushFix(world, pull)
  else if (run !== undefined && verb === 'rerun') rerequestRun(world, run, pull.author)
  else if (run !== undefined && verb === 'press') pressButton(world, run, field(form.identifier), pull.author)
  else return c.text('Not Found', 404)
  return c.redirect(`/${fullName(pull.repository)}/pull/${pull.number}/checks`, 303)
}

function field(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A prepared commit can be pushed once. */
async function pushFix(world: World, pull: Pull): Promise<void> {
  const fix = world.fixes.get(pull)
  world.fixes.delete(pull)
  await fix?.push()
}

/** The manifest flow: the browser brings a manifest, and goes back with a code that is good for an hour. */
async function takeManifest(world: World, c: Context, owner: string): Promise<Response> {
  const form = await c.req.parseBody()
  const body = JSON.parse(field(form.manifest)) as Record<string, unknown>
  const code = randomBytes(20).toString('hex')
  world.manifests.set(code, { owner: addAccount(world, owner, 'User'), body, expiresAt: now(world) + HOUR })
  const back = new URL(String(body.redirect_url))
  back.searchParams.set('code', code)
  const state = field(form.state) || c.req.query('state')
  if (state !== undefined) back.searchParams.set('state', state)
  return c.redirect(back.href, 302)
}

function index(world: World) {
  const pulls = [...world.repositories.values()].flatMap((repository) => [...repository.pulls.values()])
  const items = pulls.map(
    (pull) =>
      html`<li><a href="/${fullName(pull.repository)}/pull/${pull.number}/checks">${fullName(pull.repository)} #${pull.number} ${pull.title}</a></li>`,
  )
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>GitHub on loopback</title><style>${style}</style></head>
    <body><main><h1>Pull requests</h1><ul>${items}</ul></main></body></html>`
}
