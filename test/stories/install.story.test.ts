import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GitHub, startGitHub } from '../github/index.ts'
import { install } from '../github/state/apps.ts'
import { freePort } from '../support/free-port.ts'
import { eventually, startApp, temporaryFolder } from './app-process.ts'
import { BAD, ENFORCED, FINE } from './arena.ts'
import { type Enterprise, startEnterprise } from './enterprise.ts'

const ROOT = join(import.meta.dirname, '../..')

let github: GitHub
let enterprise: Enterprise
let folder: ReturnType<typeof temporaryFolder>
const running: ChildProcess[] = []

beforeEach(async () => {
  github = await startGitHub()
  enterprise = await startEnterprise(github.url)
  folder = temporaryFolder()
  copyFileSync(join(ROOT, 'app.yml'), join(folder.path, 'app.yml'))
  copyFileSync(join(ROOT, 'package.json'), join(folder.path, 'package.json'))
})
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  await enterprise.close()
  await github.close()
  folder.remove()
})

/** Starts the App without credentials, in a folder of its own; gives the address of the wizard. */
async function startWizard(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const port = await freePort()
  const settings = { PATH: process.env.PATH, GHE_HOST: enterprise.host, GHE_PROTOCOL: 'http', PORT: String(port), ...env }
  running.push(spawn(process.execPath, [join(ROOT, 'src/app.ts')], { cwd: folder.path, env: settings, stdio: 'ignore' }))
  const url = `http://127.0.0.1:${port}/probot`
  await eventually(
    () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    () => `the wizard answers at ${url}`,
  )
  return url
}

/** What the browser is asked to post: where, and which manifest. */
async function formOf(url: string): Promise<{ readonly action: string; readonly manifest: string }> {
  const html = (await (await fetch(url)).text()).replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
  return { action: /<form action="([^"]+)"/.exec(html)![1]!, manifest: /value='(\{.*?\})'/s.exec(html)![1]! }
}

/** Presses the button, and goes where GitHub sends the browser. */
async function register(url: string): Promise<Response> {
  const { action, manifest } = await formOf(url)
  const body = new URLSearchParams({ manifest })
  const sent = await fetch(action, { method: 'POST', body, redirect: 'manual' })
  return fetch(sent.headers.get('location')!, { redirect: 'manual' })
}

describe('on an Enterprise Server, the wizard', () => {
  it('registers the App as app.yml says, and what it writes is enough to run', async () => {
    const done = await register(await startWizard())
    expect(done.status).toBe(302)
    const file = join(folder.path, '.env')
    expect(statSync(file).mode & 0o077).toBe(0)
    const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET } = parseEnv(readFileSync(file, 'utf8'))
    const app = github.state.apps.get(Number(APP_ID))!
    expect(app).toMatchObject({ permissions: { checks: 'write', contents: 'read', merge_queues: 'read' }, hook: { active: true } })
    expect(app.hook.url).toBe('https://readiness.example.com/api/github/webhooks')

    const shop = await github.createRepository({ owner: 'acme', name: 'shop', files: { Dockerfile: FINE, '.readiness.yml': ENFORCED } })
    const handle = {
      id: app.id,
      privateKey: PRIVATE_KEY!,
      webhookSecret: WEBHOOK_SECRET!,
      setWebhookUrl: (url: string) => {
        app.hook = { ...app.hook, url }
      },
    }
    const env = { GITHUB_API_URL: '', GHE_HOST: enterprise.host, GHE_PROTOCOL: 'http', PUBLIC_URL: 'https://here.example' }
    const ready = await startApp(github, handle, {
      dataFolder: join(folder.path, 'data'),
      env,
    })
    // The registration still has the address of the example: the App says so.
    await eventually(
      () =>
        ready.lines.some(({ problem }) =>
          String(problem).includes('PUBLIC_URL says that we are at https://here.example/api/github/webhooks'),
        ),
      () => 'a warning of the wrong address',
    )
    const acme = shop.state.owner
    install(github.state, app, acme, 'all', acme)
    await shop.commit('latest', { Dockerfile: BAD })
    const { headSha } = await shop.openPullRequest({ head: 'latest' })
    await eventually(
      () => shop.checkRuns(headSha, 'readiness').at(-1)?.conclusion === 'failure',
      () => `a verdict; the App said ${JSON.stringify(ready.lines.slice(-5))}`,
    )
    expect(await (await fetch(`${ready.url}/readyz`)).json()).toMatchObject({ store: 'ok', credentials: 'accepted', evaluators: 'ok' })
    expect(await ready.stop()).toBe(0)
    expect(enterprise.missed).toEqual([])
    expect(github.violations).toEqual([])
  })

  it('goes to the page of the organisation that is named', async () => {
    const { action } = await formOf(await startWizard({ GH_ORG: 'acme' }))
    expect(action).toBe(`http://${enterprise.host}/organizations/acme/settings/apps/new`)
  })

  it('listens on this machine only, whatever HOST says', async () => {
    const url = new URL(await startWizard({ HOST: '0.0.0.0' }))
    // Another address of this machine: whoever listened on all of them would answer there.
    url.hostname = '127.0.0.2'
    await expect(fetch(url)).rejects.toThrow()
  })
})
