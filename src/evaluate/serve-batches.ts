import type { MessagePort } from 'node:worker_threads'
import type { Bundle } from '#model/facts'
import { type Batch, unpack } from './batch.ts'
import type { Engine } from './engine.ts'
import { look } from './look.ts'

/** Collects batch after batch for the other end of the port, until this thread is ended. What fails ends it, too. */
export function serveBatches(port: MessagePort, engine: Pick<Engine, 'catalogue' | 'comments' | 'prepare'>): void {
  let before: Promise<void> = Promise.resolve()
  port.on('message', (batch: Batch) => {
    // One after another, because the other end knows the answers by their order.
    before = before.then(async () => port.postMessage(await lookAt(batch, engine)))
  })
}

async function lookAt(batch: Batch, engine: Parameters<typeof serveBatches>[1]): Promise<readonly (Bundle | undefined)[]> {
  const bundles: (Bundle | undefined)[] = []
  for (const file of unpack(batch)) bundles.push(await look(file, engine))
  return bundles
}
