/** A piece of work that is done even if every process dies in between. */
export interface NewJob {
  readonly kind: string
  /** Names the piece of work: at most one job of a key waits, so a second trigger joins the first. */
  readonly key: string
  /** At most one job of this name is worked on at a time. */
  readonly serial: string
  /** Who shares a budget and takes turns: one installation. */
  readonly group: string
  /** Higher goes first. */
  readonly priority: number
  /** Orders triggers of one key whatever order they come in: of two, the data of the greater one stands. 0: knows nothing newer. */
  readonly version: number
  /** Wants the work done anew even where the same version is being worked on. */
  readonly force: boolean
  readonly runAt: number
  readonly data: unknown
}

export interface Job extends NewJob {
  readonly id: string
  /** When the first trigger of this version was accepted. */
  readonly acceptedAt: number
  /** When the last trigger was accepted: an answer that was begun earlier does not do. */
  readonly freshAt: number
  /** Attempts that ended in an error. */
  readonly attempts: number
  /** Attempts that never ended: the worker died or was too slow to say that it lives. It may still be writing. */
  readonly lost: number
  /** Proof of who holds the job. */
  readonly holder: string
}

export interface DeadJob extends Omit<Job, 'holder'> {
  readonly error: string
}

/** Jobs that survive a crash. Time comes in from outside. */
export interface JobQueue {
  add(jobs: readonly NewJob[], now: number): Promise<void>
  /** The next job, leased until `leaseUntil`. Installations take turns, `perGroup` of each at a time. */
  claim(claim: Claim): Promise<Job | undefined>
  /** Prolongs the lease. False: the job is no longer ours, and what we do with it no longer counts. */
  touch(job: Job, leaseUntil: number): Promise<boolean>
  complete(job: Job): Promise<void>
  /** Lets it wait. `failed`: counts as an attempt. */
  putBack(job: Job, again: { readonly runAt: number; readonly error?: string | undefined; readonly failed: boolean }): Promise<void>
  /** Puts it on the list of those that only a person can help. */
  bury(job: Job, error: string): Promise<void>
  /** Takes jobs back from holders who have not been heard of; `all`: from every holder, because there can be none. */
  reclaim(now: number, all?: 'all'): Promise<number>
  /** Nothing of the group is claimed before `until`. */
  pause(group: string, until: number): Promise<void>
  /** Drops what waits under this key. */
  cancel(key: string): Promise<void>
  dead(): Promise<readonly DeadJob[]>
  /** Gives buried jobs another life. All of them without an id. */
  revive(now: number, id?: string): Promise<number>
  stats(now: number): Promise<QueueStats>
}

export interface Claim {
  readonly now: number
  readonly leaseUntil: number
  readonly perGroup: number
}

export interface QueueStats {
  readonly counts: readonly { readonly kind: string; readonly state: string; readonly count: number }[]
  /** Milliseconds that the longest waiting job is late. */
  readonly oldest: number
}
