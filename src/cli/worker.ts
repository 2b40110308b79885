import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

/** The entry of a thread that helps to collect: it knows the catalogue itself. `workerData`: the ids of the controls that are chosen. */
enableCompileCache()
const { catalogue } = await import('#catalogue')
const { prepare } = await import('#formats/prepare')
const { SUPPRESSION_HINT, suppressions } = await import('#formats/suppressions')
const { serveBatches } = await import('../evaluate/serve-batches.ts')

serveBatches(parentPort!, {
  catalogue: Object.fromEntries((workerData as readonly string[]).map((id) => [id, catalogue[id]!])),
  comments: { hint: SUPPRESSION_HINT, read: suppressions },
  prepare,
})
