import { createFaultPlan } from '../faults.ts'
import { createHooks } from '../hooks/deliver.ts'
import { createRequestLog } from '../requests.ts'
import { type Clock, systemClock } from './clock.ts'
import { githubLimits, type Limits } from './limits.ts'
import type { World } from './world.ts'

export interface WorldOptions {
  readonly clock?: Clock
  readonly limits?: Partial<Limits>
  /** Seeds the faults that strike by probability. */
  readonly seed?: number
  /** Judges every request and answer by GitHub's OpenAPI description; on unless said otherwise. */
  readonly validate?: boolean
  /** Hands out tokens in the long form that GitHub began to roll out in 2026. */
  readonly statelessTokens?: boolean
}

export function createWorld(folder: string, options: WorldOptions): World {
  let lastId = 1_000
  const world: World = {
    clock: options.clock ?? systemClock,
    limits: { ...githubLimits, ...options.limits },
    folder,
    accounts: new Map(),
    apps: new Map(),
    installations: new Map(),
    tokens: new Map(),
    repositories: new Map(),
    names: new Map(),
    suites: new Map(),
    suitesByCommit: new Map(),
    runs: new Map(),
    mergeGroups: new Map(),
    teams: new Map(),
    manifests: new Map(),
    fixes: new Map(),
    faults: createFaultPlan(options.seed ?? 1),
    hooks: createHooks(() => world),
    requests: createRequestLog(),
    violations: [],
    nextId: () => {
      lastId += 1
      return lastId
    },
    validate: options.validate ?? true,
    statelessTokens: options.statelessTokens ?? false,
    skewMs: 0,
    url: '',
  }
  return world
}
