import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AppHandle, type GitHub, type RepositoryHandle, startGitHub } from '../github/index.ts'
import { type AppProcess, eventually, register, startApp, temporaryFolder } from './app-process.ts'

const FILES = { Dockerfile: 'FROM nginx:1.27.3\n', '.readiness.yml': 'version: 1\nmode: enforce\ngate: { introduced: medium }\n' }

let github: GitHub
let app: AppHandle
let running: AppProcess
let shop: RepositoryHandle
let folder: ReturnType<typeof temporaryFolder>

beforeEach(async () => {
  folder = temporaryFolder()
  github = await startGitHub({ latencyMs: 20 })
  app = register(github)
  running = await startApp(github, app, { dataFolder: folder.path })
  shop = await github.createRepository({
    owner: 'acme',
    name: 'shop',
    files: FILES,
  })
  app.install('acme')
})
afterEach(async () => {
  await running.stop()
  await github.close()
  folder.remove()
})

const concluded = (sha: string) =>
  eventually(
    () => {
      const run = shop.checkRuns(sha, 'readiness').at(-1)
      return run?.status === 'completed' && run
    },
    `a concluded run on ${sha}\n${JSON.stringify(running.lines.slice(-8), null, 1)}`,
  )

describe('a pull request', () => {
  it('is judged, and judged again when it is mended', async () => {
    await shop.commit('latest', { Dockerfile: 'FROM nginx:latest\n' })
    const pull = await shop.openPullRequest({ head: 'latest' })
    const red = await concluded(pull.headSha)
    expect(red).toMatchObject({ conclusion: 'failure', annotations: [{ path: 'Dockerfile', start_line: 1 }] })
    const green = await concluded(await pull.push({ Dockerfile: 'FROM nginx:1.28.0\n' }))
    expect(green).toMatchObject({ conclusion: 'success', annotations: [] })
    expect(github.violations).toEqual([])
  })
})
