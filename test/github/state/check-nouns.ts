import type { App, Repository } from './nouns.ts'

export type CheckStatus = 'queued' | 'in_progress' | 'completed'
export type CheckConclusion = 'action_required' | 'cancelled' | 'failure' | 'neutral' | 'success' | 'skipped' | 'stale' | 'timed_out'

export interface CheckSuite {
  readonly id: number
  readonly app: App
  readonly repository: Repository
  readonly headSha: string
  readonly headBranch: string | null
  readonly before: string | null
  readonly createdAt: number
  readonly runs: CheckRun[]
  updatedAt: number
  /** When somebody asked for a re-run that no newer run has answered yet. */
  resetAt: number | undefined
}

export interface CheckRun {
  readonly id: number
  readonly suite: CheckSuite
  readonly createdAt: number
  readonly annotations: Annotation[]
  /** How many requests wrote to it, the creating one included. */
  writes: number
  name: string
  externalId: string
  detailsUrl: string | undefined
  status: CheckStatus
  conclusion: CheckConclusion | undefined
  startedAt: number
  completedAt: number | undefined
  output: { title: string | null; summary: string | null; text: string | null }
  actions: readonly CheckAction[]
}

export interface CheckAction {
  readonly label: string
  readonly description: string
  readonly identifier: string
}

export interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column: number | null
  readonly end_column: number | null
  readonly annotation_level: 'notice' | 'warning' | 'failure'
  readonly message: string
  readonly title: string | null
  readonly raw_details: string | null
}
