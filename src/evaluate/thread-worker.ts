import { Worker } from 'node:worker_threads'
import type { Bundle } from '#model/facts'
import { pack } from './batch.ts'
import type { PoolWorker } from './engine.ts'

interface Asked {
  readonly resolve: (bundles: readonly (Bundle | undefined)[]) => void
  readonly reject: (error: Error) => void
}

/** A thread that runs `program`, which must serve batches (`serve-batches.ts`). `lost` hears once why it ended, unless it was stopped. */
export function threadWorker(program: URL, workerData: unknown, lost: (error: Error) => void): PoolWorker {
  const worker = new Worker(program, { workerData })
  const asked: Asked[] = []
  let ended: Error | undefined
  const end = (error: Error) => {
    if (!ended) lost(error)
    ended ??= error
    for (const { reject } of asked.splice(0)) reject(ended)
  }
  // Answers come in the order of the questions.
  worker.on('message', (bundles: readonly (Bundle | undefined)[]) => asked.shift()?.resolve(bundles))
  worker.on('error', end)
  worker.on('messageerror', end)
  // A thread can end without an error.
  worker.on('exit', (code) => end(new Error(`exit code ${code}`)))
  return {
    collect: (files) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        const batch = pack(files)
        asked.push({ resolve, reject })
        worker.postMessage(batch, [batch.bytes])
      }),
    stop: () => {
      ended ??= new Error('stopped')
      void worker.terminate()
    },
  }
}
