import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Budgets } from '../github/budget.ts'
import type { Answer } from '../github/client.ts'

/** What is measured. One set for each thread; `/metrics` shows their sum. */
export interface Meters {
  readonly registry: Registry
  readonly deliveries: Counter<'event' | 'result'>
  readonly acceptSeconds: Histogram
  readonly jobs: Counter<'kind' | 'outcome'>
  readonly jobSeconds: Histogram<'kind'>
  readonly stageSeconds: Histogram<'stage'>
  readonly runs: Counter<'conclusion'>
  readonly requests: Counter<'route' | 'method' | 'status'>
  readonly requestSeconds: Histogram<'route'>
  /** Looked up when somebody asks. */
  readonly budget: Gauge<'installation' | 'resource'>
  readonly cache: Counter<'cache' | 'result'>
  readonly redeliveries: Counter
  readonly swept: Counter<'result'>
  readonly overrides: Counter
}

const FAST = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 10]
const SLOW = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300]

/** `budgets`: what is left of the installations' hours, for whoever works for them. */
export function createMeters(budgets?: Pick<Budgets, 'all'>): Meters {
  const registry = new Registry()
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `readiness_${name}`, help, labelNames, registers })
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], ...labelNames: Label[]) =>
    new Histogram({ name: `readiness_${name}`, help, buckets, labelNames, registers })
  return {
    registry,
    deliveries: counter('deliveries_total', 'Webhooks by event and what became of them', 'event', 'result'),
    acceptSeconds: histogram('accept_seconds', 'From the last byte of a webhook to its answer', FAST),
    jobs: counter('jobs_total', 'Attempts at jobs by kind and outcome', 'kind', 'outcome'),
    jobSeconds: histogram('job_seconds', 'How long one attempt takes', SLOW, 'kind'),
    stageSeconds: histogram('stage_seconds', 'How long a stage of an evaluation takes', SLOW, 'stage'),
    runs: counter('runs_total', 'Check runs by conclusion', 'conclusion'),
    requests: counter('github_requests_total', 'Requests to GitHub; status 0: no answer', 'route', 'method', 'status'),
    requestSeconds: histogram('github_request_seconds', 'How long GitHub takes', FAST, 'route'),
    budget: new Gauge({
      name: 'readiness_github_budget_remaining',
      help: 'Requests that an installation has left of its hour',
      labelNames: ['installation', 'resource'],
      registers,
      aggregator: 'min',
      collect() {
        this.reset()
        for (const { installation, resource, budget } of budgets?.all() ?? []) this.set({ installation, resource }, budget.remaining)
      },
    }),
    cache: counter('cache_total', 'Look-ups in caches', 'cache', 'result'),
    redeliveries: counter('redeliveries_total', 'Lost webhooks that GitHub was asked to send again'),
    swept: counter('swept_total', 'Pull requests that the sweep looked at', 'result'),
    overrides: counter('overrides_total', 'Failed runs that somebody let pass'),
  }
}

export function meterAnswer(meters: Meters, { route, method, status, milliseconds }: Answer): void {
  meters.requests.inc({ route, method, status: String(status) })
  meters.requestSeconds.observe({ route }, milliseconds / 1000)
}
