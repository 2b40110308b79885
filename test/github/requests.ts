/** One request as the loopback GitHub saw it. */
export interface RequestRecord {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly repositoryId: number | undefined
  readonly installationId: number | undefined
  readonly apiVersion: string | undefined
  /** What a GraphQL request asked, and what a write carried; kept for the newest requests only. */
  body: unknown
  /** Counts every start and every end, so that "before" needs no clock. */
  readonly started: number
  ended: number | undefined
  startedAt: number
  endedAt: number | undefined
  status: number | undefined
  /** The fault that was injected, if any. */
  fault: string | undefined
  bytes: number
}

export interface RequestLog {
  readonly records: readonly RequestRecord[]
  readonly active: number
  begin(request: Omit<RequestRecord, 'started' | 'ended' | 'endedAt' | 'status' | 'fault' | 'bytes'>): RequestRecord
  end(record: RequestRecord, at: number): void
  clear(): void
}

const KEPT_BODIES = 2_000

/** Keeps the newest records, so that a soak of hours does not grow. */
export function createRequestLog(kept = 100_000): RequestLog {
  let records: RequestRecord[] = []
  let sequence = 0
  let active = 0
  return {
    get records() {
      return records
    },
    get active() {
      return active
    },
    begin(request) {
      sequence += 1
      active += 1
      const record: RequestRecord = { ...request, started: sequence, ended: undefined, endedAt: undefined, ...unanswered }
      if (records.length >= kept) records = records.slice(kept / 2)
      records.push(record)
      const older = records.at(-KEPT_BODIES)
      if (older !== undefined) older.body = undefined
      return record
    },
    end(record, at) {
      sequence += 1
      active -= 1
      record.ended = sequence
      record.endedAt = at
    },
    clear: () => {
      records = []
    },
  }
}

const unanswered = { status: undefined, fault: undefined, bytes: 0 } as const

export type RequestFilter = (record: RequestRecord) => boolean

/** How often each operation was asked for. */
export function countRequests(records: readonly RequestRecord[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { operation } of records) counts[operation] = (counts[operation] ?? 0) + 1
  return counts
}

/**
 * The longest chain of requests in which each began after the one before had been answered: at most that many round trips
 * were one after another. Ask it of a server with `latencyMs`, or requests that were sent together may be answered so fast
 * that they look like a chain.
 */
export function sequentialDepth(records: readonly RequestRecord[]): number {
  const finished: { readonly ended: number; readonly depth: number }[] = []
  let deepest = 0
  for (const record of records.toSorted((a, b) => a.started - b.started)) {
    const before = finished.filter((other) => other.ended < record.started).map((other) => other.depth)
    const depth = 1 + Math.max(0, ...before)
    finished.push({ ended: record.ended ?? Number.POSITIVE_INFINITY, depth })
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** The most requests that were open at one moment. */
export function concurrency(records: readonly RequestRecord[]): number {
  const edges = records.flatMap((record) => [[record.started, 1] as const, [record.ended ?? Number.POSITIVE_INFINITY, -1] as const])
  let open = 0
  let most = 0
  for (const [, step] of edges.toSorted((a, b) => a[0] - b[0])) {
    open += step
    most = Math.max(most, open)
  }
  return most
}
