import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** Stands between GitHub and the App, and measures how long each webhook waits for its answer. */
export interface Stopwatch {
  readonly url: string
  /** Milliseconds from the last byte of each webhook to its answer. */
  times(): Promise<readonly number[]>
  stop(): Promise<void>
}

/**
 * In a thread of its own: the GitHub on loopback is busy with git, and what it measures is how long it takes until it finds time to look at the answer.
 */
export async function startStopwatch(target: string): Promise<Stopwatch> {
  const worker = new Worker(new URL(import.meta.url), { workerData: target })
  const [url] = (await once(worker, 'message')) as [string]
  return {
    url,
    times: async () => {
      worker.postMessage('times')
      return ((await once(worker, 'message')) as [readonly number[]])[0]
    },
    stop: async () => void (await worker.terminate()),
  }
}

if (!isMainThread && parentPort && typeof workerData === 'string') await measure(new URL(workerData), parentPort)

async function measure(target: URL, port: NonNullable<typeof parentPort>): Promise<void> {
  const times: number[] = []
  const agent = new Agent({ keepAlive: true })
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing))
  server.keepAliveTimeout = 75_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port.on('message', () => port.postMessage(times.splice(0)))
  port.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
    const { method, headers } = incoming
    const began = performance.now()
    const onward = request(new URL(incoming.url!, target), { method, headers, agent }, (answer) => {
      times.push(performance.now() - began)
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
    })
    onward.once('error', () => outgoing.destroy())
    onward.end(Buffer.concat(chunks))
  }
}
