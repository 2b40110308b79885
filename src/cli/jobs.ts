import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../queue/database.ts'
import type { DeadJob, JobQueue } from '../queue/job.ts'
import { jobQueue } from '../queue/queue.ts'
import { plainLine } from '../reports/escape.ts'
import { columns } from '../reports/terminal/layout.ts'
import { systemClock } from '../server/clock.ts'
import { type StoreSettings, storeSettings } from '../server/config.ts'
import { loadDotEnv } from '../server/dot-env.ts'
import { openDatabase } from '../server/store/open.ts'
import { EXIT, type ExitCode, StoreError, UsageError } from './failure.ts'
import { publish } from './output.ts'

export interface JobsOptions {
  readonly format: 'pretty' | 'json'
  readonly output?: string | undefined
}

/** `readiness jobs list`: the dead letters of the App's queue. */
export function listJobs({ format, output }: JobsOptions): Promise<ExitCode> {
  return withQueue(async (queue) => {
    publish(format === 'json' ? jsonOf(await queue.dead()) : tableOf(await queue.dead()), output)
    return EXIT.passed
  })
}

export interface RetryOptions extends JobsOptions {
  readonly all?: boolean | undefined
}

/** `readiness jobs retry`: gives dead letters another life. The App takes them up by itself. */
export function retryJobs(ids: readonly string[], { all = false, format, output }: RetryOptions): Promise<ExitCode> {
  if (all === ids.length > 0)
    throw new UsageError('Name the jobs that are to be tried again, or say --all: `readiness jobs list` has them.')
  return withQueue(async (queue, now) => {
    const dead = await queue.dead()
    const chosen = all ? dead : [...new Set(ids.map((id) => named(id, dead)))]
    const revived: DeadJob[] = []
    for (const job of chosen) if ((await queue.revive(now, job.id)) > 0) revived.push(job)
    const said = revived.map((job) => `${shortOf(job)}  ${job.kind}  ${plainLine(job.key, 200)}  is tried again\n`).join('')
    publish(format === 'json' ? jsonOf(revived) : said || 'There is nothing to try again.\n', output)
    return EXIT.passed
  })
}

/** As much of an id as runs show people. */
const SHORT = 8

function shortOf({ id }: DeadJob): string {
  return id.slice(0, SHORT)
}

function named(id: string, dead: readonly DeadJob[]): DeadJob {
  const [job, other] = dead.filter((one) => one.id === id || (id.length >= SHORT && one.id.startsWith(id)))
  if (job && !other) return job
  const what = other ? 'More than one dead letter begins with' : 'No dead letter has the id'
  throw new UsageError(`${what} ${JSON.stringify(id)}: \`readiness jobs list --format json\` has them in full. Nothing was changed.`)
}

async function withQueue(work: (queue: JobQueue, now: number) => Promise<ExitCode>): Promise<ExitCode> {
  loadDotEnv()
  const settings = storeSettings(process.env)
  const database = await open(settings)
  try {
    return await work(jobQueue(database), systemClock(settings.clock).now())
  } catch (error) {
    throw error instanceof UsageError ? error : unreachable(error)
  } finally {
    await database.close()
  }
}

/** Never makes a store: an empty one in the wrong folder would say that all is well. */
async function open(settings: StoreSettings): Promise<Database> {
  if (!settings.databaseUrl && !existsSync(join(settings.dataFolder, 'readiness.sqlite')))
    throw new UsageError(`There is no store in ${JSON.stringify(settings.dataFolder)}: set DATA_DIR or DATABASE_URL as for the App.`)
  try {
    return await openDatabase(settings)
  } catch (error) {
    throw unreachable(error)
  }
}

function unreachable(error: unknown): StoreError {
  const { message, code } = error as { message?: string; code?: string }
  return new StoreError(`The App's store does not answer: ${message || code || String(error)}`)
}

function jsonOf(jobs: readonly DeadJob[]): string {
  const list = jobs.map(({ id, kind, key, group, data, attempts, lost, acceptedAt, error }) => {
    const { repository, pull, head } = data as { repository?: { id?: number; owner?: string; name?: string }; pull?: number; head?: string }
    const name = repository?.owner && repository.name ? `${repository.owner}/${repository.name}` : undefined
    const what = { installation: Number(group) || undefined, repository: name, repositoryId: repository?.id, pull, head }
    return { id, kind, key, ...what, attempts, lost, acceptedAt: new Date(acceptedAt).toISOString(), error }
  })
  return `${JSON.stringify(list, undefined, 2)}\n`
}

function tableOf(jobs: readonly DeadJob[]): string {
  if (jobs.length === 0) return 'There are no dead letters.\n'
  const rows = jobs.map((job) => [shortOf(job), job.kind, placeOf(job), `${job.attempts}`, new Date(job.acceptedAt).toISOString()])
  const all = [['id', 'kind', 'what', 'attempts', 'asked for'], ...rows]
  const [head, ...lines] = columns(all).split('\n')
  const blocks = lines.map((line, index) => `${line}\n  ${plainLine(jobs[index]!.error, 300)}\n`)
  return `${head}\n${blocks.join('')}\nreadiness jobs retry <id>... tries them again, --all every one.\n`
}

function placeOf({ data, key }: DeadJob): string {
  const { repository, pull, head } = data as { repository?: { owner: string; name: string }; pull?: number; head?: string }
  if (!repository) return plainLine(key, 80)
  const where = pull === undefined ? (head ? `@${head.slice(0, 7)}` : '') : `#${pull}`
  return plainLine(`${repository.owner}/${repository.name}${where}`, 80)
}
