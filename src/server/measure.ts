import { AggregatorRegistry, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Clock } from '#model/clock'
import type { Database } from '../queue/database.ts'
import type { JobQueue } from '../queue/job.ts'
import { type Route, reply } from './http.ts'
import { oldestOpenRun } from './store/runs.ts'

export interface MeasuredParts {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  /** What this thread and the others have measured, as JSON of their registries. */
  readonly measured: () => Promise<readonly unknown[]>
}

/** `/metrics` for Prometheus: the sum over all threads, and what the store says at this moment. */
export function metricsRoute(parts: MeasuredParts): Route {
  const process = new Registry()
  collectDefaultMetrics({ register: process })
  const store = storeGauges(parts)
  return async (_, response, { pathname }) => {
    if (pathname !== '/metrics') return false
    const sum = AggregatorRegistry.aggregate([...(await parts.measured())] as object[])
    await store.refresh()
    const texts = await Promise.all([process.metrics(), store.registry.metrics(), sum.metrics()])
    return reply(response, 200, texts.join('\n'), Registry.PROMETHEUS_CONTENT_TYPE)
  }
}

/** Looked up when somebody asks, so that they are never out of date. */
function storeGauges({ database, queue, clock }: MeasuredParts): { readonly registry: Registry; refresh(): Promise<void> } {
  const registry = new Registry()
  const registers = [registry]
  const jobs = new Gauge({ name: 'readiness_queue_jobs', help: 'Jobs by kind and state', labelNames: ['kind', 'state'], registers })
  const oldest = new Gauge({ name: 'readiness_queue_oldest_seconds', help: 'How late the longest waiting job is', registers })
  const open = new Gauge({ name: 'readiness_oldest_open_run_seconds', help: 'Age of the oldest check run without a conclusion', registers })
  const refresh = async () => {
    const [at, stats] = [await oldestOpenRun(database), await queue.stats(clock.now())]
    open.set(at === undefined ? 0 : (clock.now() - at) / 1000)
    oldest.set(stats.oldest / 1000)
    jobs.reset()
    for (const { kind, state, count } of stats.counts) jobs.set({ kind, state }, count)
  }
  return { registry, refresh }
}
