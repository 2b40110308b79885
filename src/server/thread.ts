import { Worker } from 'node:worker_threads'
import type { Config } from './config.ts'
import type { Log } from './log.ts'

/** What the server and its evaluators' threads say to each other. */
export type ToEvaluator =
  | { readonly kind: 'nudge' }
  | { readonly kind: 'forget'; readonly installation: number }
  | { readonly kind: 'measure'; readonly id: number }
  | { readonly kind: 'stop' }

export interface FromEvaluator {
  readonly kind: 'measured'
  readonly id: number
  readonly metrics: unknown
}

/** Evaluators in threads of their own, so that no evaluation ever makes a webhook wait. */
export interface Threads {
  tell(message: ToEvaluator): void
  /** What each of them has measured; one that does not answer in time is left out. */
  measure(): Promise<readonly unknown[]>
  readonly alive: number
  stop(): Promise<void>
}

/** Long enough not to spin, short enough to be back before anybody notices. */
const RESPAWN_AFTER = 1_000
const ANSWER_WITHIN = 1_000
/** Megabytes: what a file says lives until its batch is stored. Twice as many cost 30 of what the process may take (ADR 16). */
const YOUNG = 24

/** `program` is the entry of an evaluator. */
export function startThreads(program: URL, config: Config, log: Log): Threads {
  const workers = new Set<Worker>()
  let stopping = false
  let asked = 0
  const spawn = () => {
    const worker = new Worker(program, { workerData: config, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } })
    workers.add(worker)
    worker.on('error', (err) => log.error({ err }, 'an evaluator broke'))
    worker.on('exit', (code) => {
      workers.delete(worker)
      if (stopping) return
      log.error({ code }, 'an evaluator ended; another is started')
      setTimeout(() => !stopping && spawn(), RESPAWN_AFTER)
    })
  }
  for (let count = 0; count < config.evaluators; count++) spawn()
  const tell = (message: ToEvaluator) => {
    for (const worker of workers) worker.postMessage(message)
  }
  return {
    tell,
    get alive() {
      return workers.size
    },
    measure: () => {
      const id = ++asked
      return Promise.all([...workers].map((worker) => measure(worker, id))).then((all) => all.flat())
    },
    stop: async () => {
      stopping = true
      const ended = [...workers].map((worker) => new Promise((resolve) => worker.once('exit', resolve)))
      tell({ kind: 'stop' })
      await Promise.all(ended)
    },
  }
}

function measure(worker: Worker, id: number): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    const done = (metrics: readonly unknown[]) => {
      clearTimeout(timer)
      worker.off('message', hear)
      resolve(metrics)
    }
    const hear = (message: FromEvaluator) => {
      if (message.kind === 'measured' && message.id === id) done([message.metrics])
    }
    const timer = setTimeout(() => done([]), ANSWER_WITHIN)
    worker.on('message', hear)
    worker.postMessage({ kind: 'measure', id } satisfies ToEvaluator)
  })
}
