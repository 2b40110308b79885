import { parentPort, workerData } from 'node:worker_threads'
import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import { serveBatches } from '../../src/evaluate/serve-batches.ts'
import { TINY } from './tiny-catalogue.ts'

/** A thread that helps to collect for the tiny catalogue. `workerData`: the batch at which it ends, and how. */
const { at = Infinity, how = 'exit' } = (workerData ?? {}) as { readonly at?: number; readonly how?: 'exit' | 'throw' }
let batches = 0
parentPort!.on('message', () => {
  if (++batches < at) return
  if (how === 'exit') process.exit(7)
  throw new Error('a thread broke')
})
serveBatches(parentPort!, { catalogue: TINY, comments: { hint: SUPPRESSION_HINT, read: suppressions }, prepare })
