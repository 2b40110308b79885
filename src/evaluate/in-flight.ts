import type { Bundle } from '#model/facts'
import type { PoolWorker, RawFile } from './engine.ts'

/** Bytes of a batch, more or less: what a thread looks through in some 20 ms. */
export const BATCH_BYTES = 32_768
/** Files of a batch, however small they are. */
export const BATCH_FILES = 64
/** Batches that a worker has at a time: one to work on, and one to go on with while this thread is busy with a file. */
export const AT_A_TIME = 2
/** Larger files are not handed on, so that what is on its way stays small: no parser takes them anyway. */
export const MOST_BYTES = 1_000_000

/** A file, and what it says. */
export type Looked<File> = readonly [file: File, bundle: Bundle | undefined]

/** What lies between this thread and its workers. */
export interface InFlight<File> {
  add(workers: readonly PoolWorker[]): void
  /** Whether a worker will look at this file: only while one has room. */
  take(file: File): boolean
  /** What workers have brought back, each file once. */
  looked(): readonly Looked<File>[]
  /** What no worker has or will look at, each file once. */
  left(): readonly File[]
  /** Whether a worker has something. */
  isAwaited(): boolean
  /** Resolves as soon as a worker has answered, or can no longer; at once where none has anything. */
  news(): Promise<void>
  isEmpty(): boolean
  /** Lets all workers go, whatever they have. */
  clear(): void
}

interface Seat {
  readonly worker: PoolWorker
  /** Batches that it has. */
  batches: number
  works: boolean
}

export function inFlight<File extends RawFile>(): InFlight<File> {
  const seats: Seat[] = []
  const answers = new Set<Promise<void>>()
  const [open, left, looked]: [File[], File[], Looked<File>[]] = [[], [], []]
  const give = async (seat: Seat, batch: readonly File[]) => {
    seat.batches += 1
    try {
      const bundles = await seat.worker.collect(batch)
      looked.push(...batch.map((file, index) => [file, bundles[index]] as const))
    } catch {
      seat.works = false
      left.push(...batch)
    }
    seat.batches -= 1
  }
  return {
    add: (workers) => void seats.push(...workers.map((worker) => ({ worker, batches: 0, works: true }))),
    take: (file) => {
      const seat = file.bytes.length > MOST_BYTES ? undefined : freest(seats)
      if (!seat) return false
      open.push(file)
      if (!isFull(open)) return true
      const answer = give(seat, open.splice(0)).finally(() => answers.delete(answer))
      answers.add(answer)
      return true
    },
    looked: () => looked.splice(0),
    left: () => [...left.splice(0), ...open.splice(0)],
    isAwaited: () => answers.size > 0,
    news: async () => (answers.size > 0 ? Promise.race(answers) : undefined),
    isEmpty: () => answers.size + looked.length + left.length + open.length === 0,
    clear: () => {
      for (const { worker } of seats) worker.stop()
    },
  }
}

function freest(seats: readonly Seat[]): Seat | undefined {
  const free = seats.filter(({ works, batches }) => works && batches < AT_A_TIME)
  return free.toSorted((a, b) => a.batches - b.batches)[0]
}

function isFull(files: readonly RawFile[]): boolean {
  return files.length >= BATCH_FILES || files.reduce((sum, { bytes }) => sum + bytes.length, 0) >= BATCH_BYTES
}
