import { afterEach, expect, test, vi } from 'vitest'
import { catalogue } from '#catalogue'
import { poolFor } from '../../src/cli/worker-pool.ts'
import type { PoolWorker } from '../../src/evaluate/engine.ts'
import { look } from '../../src/evaluate/look.ts'
import { memoryEngine } from '../support/engine.ts'

const started: PoolWorker[] = []
afterEach(() => {
  for (const worker of started.splice(0)) worker.stop()
})

const FILES = {
  'deploy/Dockerfile': 'FROM node:latest\nRUN npm install\n',
  'api/orders.py': 'import requests\n\ndef pay(order):\n    requests.post("https://pay.example.com", json=order)\n',
  'LICENSE.bin': '\u0000\u0001',
}
const files = Object.entries(FILES).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))

test('a thread of the command line says what this one says, of the controls that are chosen', async () => {
  for (const chosen of [catalogue, { 'deploy/image-latest-tag': catalogue['deploy/image-latest-tag']! }]) {
    const [worker] = poolFor(chosen, 2)!.start()
    started.push(worker!)
    const here = await Promise.all(files.map((file) => look(file, memoryEngine(chosen))))
    expect(await worker!.collect(files)).toEqual(here)
    expect(here.flatMap((bundle) => Object.keys(bundle?.facts ?? {}))).toContain('deploy/image-latest-tag')
  }
})

test('there is a thread for each idle core, up to a few', () => {
  expect(poolFor(catalogue, 1)).toBeUndefined()
  started.push(...poolFor(catalogue, 64)!.start())
  expect(started).toHaveLength(3)
})

test('a thread that cannot be started is told of and done without', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  // No program of a thread: refused at once, as where the system has no room for another.
  const workers = poolFor(catalogue, 3, new URL('http://127.0.0.1/worker.js'))!.start()
  const told = write.mock.calls.map(([text]) => text)
  write.mockRestore()
  expect(workers).toEqual([])
  expect(told).toEqual(
    [1, 2].map(() => expect.stringMatching(/^readiness: a thread was lost \(.+\); this run does its work without it\.\n$/)),
  )
})
