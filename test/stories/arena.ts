import { afterAll, beforeAll, expect } from 'vitest'
import { systemClock } from '../../src/server/clock.ts'
import { type AppHandle, type CheckRun, type GitHub, type GitHubOptions, type RepositoryHandle, startGitHub } from '../github/index.ts'
import { type AppProcess, eventually, type Permissions, register, startApp, temporaryFolder } from './app-process.ts'

/** A GitHub on loopback and an App that works for it. */
export interface Arena {
  readonly github: GitHub
  readonly app: AppHandle
  /** Where the App keeps its data. */
  readonly folder: string
  /** The process that runs at the moment. */
  readonly running: AppProcess
  /** Starts the App again, after it was killed or stopped, on what it left on disk. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>
  /** The newest run of ours on a commit, when it is concluded. */
  concluded(repository: RepositoryHandle, sha: string, where?: (run: CheckRun) => boolean): Promise<CheckRun>
  /** Nothing is under way or waiting any more. */
  quiet(): Promise<void>
  close(): Promise<void>
}

export interface ArenaOptions extends GitHubOptions {
  readonly env?: Readonly<Record<string, string>>
  /** How many times faster than the wall's clock it all happens. */
  readonly scale?: number
  /** Start the App later. */
  readonly asleep?: boolean
  /** What the App may do besides. */
  readonly permissions?: Permissions
}

export const ENFORCED = 'version: 1\nmode: enforce\ngate: { introduced: medium }\n'
/** A file that is fine, and one that fails the gate of `ENFORCED`. */
export const FINE = 'FROM nginx:1.27.3\n'
export const BAD = 'FROM nginx:latest\n'

/** One for the stories of a file or a group: opened before the first, closed after the last, when GitHub was asked nothing that it does not know. */
export function shareArena(use: (arena: Arena) => unknown, options: ArenaOptions = {}): void {
  let arena: Arena
  beforeAll(async () => {
    arena = await openArena(options)
    await use(arena)
  })
  afterAll(async () => {
    const { violations } = arena.github
    await arena.close()
    expect(violations).toEqual([])
  })
}

export async function openArena({ env = {}, scale = 1, asleep = false, permissions, ...options }: ArenaOptions = {}): Promise<Arena> {
  const folder = temporaryFolder()
  const since = Date.now()
  const github = await startGitHub({ ...options, clock: systemClock({ scale, since }) })
  const app = register(github, permissions)
  const settings = (more: Readonly<Record<string, string>> = {}) => ({
    dataFolder: folder.path,
    // Most stories tell of something else than GitHub's limits, and would wait for them.
    env: { READINESS_CLOCK: `${scale}@${since}`, WRITE_GAP_MS: '0', ...env, ...more },
  })
  let running = asleep ? undefined : await startApp(github, app, settings())
  const arena: Arena = {
    github,
    app,
    folder: folder.path,
    get running() {
      if (!running) throw new Error('The App does not run')
      return running
    },
    restart: async (more) => {
      running = await startApp(github, app, settings(more))
    },
    concluded: (repository, sha, where = () => true) =>
      eventually(
        () => {
          const run = repository.checkRuns(sha, 'readiness').at(-1)
          return run?.status === 'completed' && where(run) && run
        },
        () => `a concluded run on ${sha}; the App said ${JSON.stringify(running?.lines.slice(-6), null, 1)}`,
        60_000,
      ),
    quiet: async () => {
      await github.hooks.settled()
      await eventually(
        async () => (await waiting(arena.running)) === 0 && github.requests.active === 0,
        () => 'nothing waits',
      )
    },
    close: async () => {
      await running?.stop()
      await github.close()
      folder.remove()
    },
  }
  return arena
}

/** Jobs about pull requests that wait or are under way, by the App's own metrics. */
async function waiting({ url }: AppProcess): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const counts = [...text.matchAll(/^readiness_queue_jobs\{kind="([\w-]+)",state="(?:waiting|active)"\} (\d+)/gm)]
  return counts.reduce((sum, [, kind, count]) => (UPKEEP.has(kind!) ? sum : sum + Number(count)), 0)
}

const UPKEEP = new Set(['sweep', 'watch', 'reconcile', 'expire'])
