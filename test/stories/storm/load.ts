import { type GitHub, type RepositoryHandle, seededRandom, startGitHub } from '../../github/index.ts'
import { type AppProcess, register, temporaryFolder } from '../app-process.ts'
import { BAD, ENFORCED, FINE } from '../arena.ts'
import { fleet } from './fleet.ts'
import { startStopwatch } from './stopwatch.ts'

export interface LoadOptions {
  /** News of pull requests; everything that GitHub sends besides comes on top. */
  readonly webhooks: number
  readonly seconds: number
  readonly repositories?: number
  readonly databaseUrl?: string | undefined
  readonly say?: (line: string) => void
}

export interface LoadResult {
  readonly webhooks: number
  /** From the last byte of a webhook to its answer, as whoever sends it sees it. */
  readonly p50_ms: number
  readonly p99_ms: number
  /** Deliveries that were not answered with success, and heads without a concluded run in the end. */
  readonly lost: number
  /** Runs that were concluded, in all. */
  readonly concluded: number
  /** Of all processes of the App. */
  readonly rss_mb_start: number
  readonly rss_mb_end: number
}

const OWNERS = 10

/** So many webhooks in so many seconds, evenly, while the evaluations run on the same machine. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { repositories = 200, say = () => {} } = options
  const folder = temporaryFolder()
  const github = await startGitHub({ validate: false })
  const app = register(github)
  const places = await prepare(github, repositories)
  const apps = fleet(github, app, {
    dataFolder: folder.path,
    databaseUrl: options.databaseUrl,
    env: { EVALUATORS: '1', WRITE_GAP_MS: '0' },
  })
  await apps.start()
  for (let owner = 0; owner < OWNERS; owner++) app.install(`owner${owner}`)
  const stopwatch = await startStopwatch(apps.processes[0]!.url)
  app.setWebhookUrl(`${stopwatch.url}/api/github/webhooks`)
  await warmUp(github, places, options)
  await stopwatch.times()
  say(`${repositories} repositories are ready`)
  const rss_mb_start = await residentMegabytes(apps.processes)
  const before = github.hooks.deliveries.length
  await rain(places, options)
  say('the last webhook is sent')
  await github.hooks.settled()
  const deliveries = github.hooks.deliveries.slice(before)
  const missing = await waitForAll(github)
  const refused = deliveries.filter(({ statusCode }) => statusCode < 200 || statusCode > 299)
  if (missing + refused.length > 0) say(lossesOf(github, refused, apps.processes))
  const rss_mb_end = await residentMegabytes(apps.processes)
  const result = {
    webhooks: deliveries.length,
    ...percentiles(await stopwatch.times()),
    lost: missing + refused.length,
    concluded: [...github.state.runs.values()].filter(({ status }) => status === 'completed').length,
    rss_mb_start,
    rss_mb_end,
  }
  await stopwatch.stop()
  await apps.stop()
  await github.close()
  folder.remove()
  return result
}

async function prepare(github: GitHub, repositories: number): Promise<readonly RepositoryHandle[]> {
  const places: RepositoryHandle[] = []
  for (let index = 0; index < repositories; index++) {
    const files = { 'web/Dockerfile': FINE, '.readiness.yml': ENFORCED, 'README.md': `Number ${index}\n` }
    places.push(await github.createRepository({ owner: `owner${index % OWNERS}`, name: `shop${index}`, files }))
  }
  return places
}

/** One pull request everywhere, and a third of the rain, so that what is measured is a service that has run for a while. */
async function warmUp(github: GitHub, places: readonly RepositoryHandle[], { webhooks, seconds }: LoadOptions): Promise<void> {
  for (const place of places) {
    await place.commit('first', { 'api/Dockerfile': BAD })
    await place.openPullRequest({ head: 'first' })
  }
  await waitForAll(github)
  await rain(places, { webhooks: Math.ceil(webhooks / 3), seconds: seconds / 3 })
  await waitForAll(github)
}

/** Pushes to pull requests and opens new ones, at an even pace. */
async function rain(places: readonly RepositoryHandle[], { webhooks, seconds }: LoadOptions): Promise<void> {
  const random = seededRandom(webhooks)
  const began = Date.now()
  for (let sent = 0; sent < webhooks; ) {
    const place = places[Math.floor(random() * places.length)]!
    const pull = place.pullRequest(1)
    // Each push is told three times: of the branch, of the checks, of the pull request.
    await pull.push({ [`service${sent % 3}/Dockerfile`]: random() < 0.5 ? BAD : FINE, 'notes.md': `${sent}\n` })
    sent += 3
    const due = began + (sent / webhooks) * seconds * 1000
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now())))
  }
}

/** Heads of open pull requests that have no concluded run, when nothing has changed for long. */
async function waitForAll(github: GitHub): Promise<number> {
  let [missing, since] = [Number.POSITIVE_INFINITY, Date.now()]
  while (missing > 0 && Date.now() - since < 30_000) {
    const left = github.judge('readiness').stuck.length
    if (left < missing) [missing, since] = [left, Date.now()]
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return missing
}

function percentiles(waits: readonly number[]): Pick<LoadResult, 'p50_ms' | 'p99_ms'> {
  const sorted = waits.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50_ms: at(0.5), p99_ms: at(0.99) }
}

/** What a person needs to find out why. */
function lossesOf(
  github: GitHub,
  refused: readonly { statusCode: number; status: string; event: string }[],
  processes: readonly AppProcess[],
) {
  const stuck = github.judge('readiness').stuck
  const errors = processes.flatMap(({ lines }) => lines.filter(({ level }) => Number(level) >= 40)).slice(-20)
  return JSON.stringify({ stuck, refused: refused.map(({ statusCode, status, event }) => `${event} ${statusCode} ${status}`), errors })
}

async function residentMegabytes(processes: readonly AppProcess[]): Promise<number> {
  const sizes = processes.map(async ({ url }) => {
    const text = await (await fetch(`${url}/metrics`)).text()
    return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1])
  })
  return Math.round((await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1e6)
}
