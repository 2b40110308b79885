import type { AppHandle, GitHub } from '../../github/index.ts'
import { type AppProcess, startApp } from '../app-process.ts'

/** The processes of the App: one that does everything, or, on a PostgreSQL, one that takes webhooks and two that evaluate. */
export interface Fleet {
  start(): Promise<void>
  /** Kills one as if the power failed, and starts it again. Resolves when it is back. */
  kill(which: number): Promise<void>
  readonly processes: readonly AppProcess[]
  stop(): Promise<void>
}

export interface FleetOptions {
  readonly dataFolder: string
  readonly databaseUrl?: string | undefined
  readonly env: Readonly<Record<string, string>>
}

export function fleet(github: GitHub, app: AppHandle, { dataFolder, databaseUrl, env }: FleetOptions): Fleet {
  const shared = { ...env, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
  const evaluator = { dataFolder, env: shared, program: 'src/evaluator.ts' }
  const alone = { dataFolder, env: { ...shared, ...(databaseUrl ? { EVALUATORS: '0' } : {}) } }
  const settings = databaseUrl ? [alone, evaluator, evaluator] : [alone]
  const processes: AppProcess[] = []
  const rising = new Map<number, Promise<void>>()
  return {
    processes,
    start: async () => {
      for (const [index, one] of settings.entries()) processes[index] = await startApp(github, app, one)
    },
    kill: (which) => {
      const index = which % settings.length
      const again = rising.get(index) ?? rise(index).finally(() => rising.delete(index))
      rising.set(index, again)
      return again
    },
    stop: async () => {
      await Promise.all(rising.values())
      for (const one of processes) await one.stop()
    },
  }

  async function rise(index: number): Promise<void> {
    await processes[index]!.kill()
    processes[index] = await startApp(github, app, settings[index]!)
  }
}
