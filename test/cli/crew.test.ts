import { afterEach, expect, test, vi } from 'vitest'
import { catalogue } from '#catalogue'
import { crewFor } from '../../src/cli/crew.ts'
import type { Hand } from '../../src/evaluate/engine.ts'
import { look } from '../../src/evaluate/look.ts'
import { memoryEngine } from '../support/engine.ts'

const started: Hand[] = []
afterEach(() => {
  for (const hand of started.splice(0)) hand.letGo()
})

const FILES = {
  'deploy/Dockerfile': 'FROM node:latest\nRUN npm install\n',
  'api/orders.py': 'import requests\n\ndef pay(order):\n    requests.post("https://pay.example.com", json=order)\n',
  'LICENSE.bin': '\u0000\u0001',
}
const files = Object.entries(FILES).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))

test('a thread of the command line says what this one says, of the controls that are chosen', async () => {
  for (const chosen of [catalogue, { 'deploy/image-latest-tag': catalogue['deploy/image-latest-tag']! }]) {
    const [hand] = crewFor(chosen, 2)!.call()
    started.push(hand!)
    const here = await Promise.all(files.map((file) => look(file, memoryEngine(chosen))))
    expect(await hand!.collect(files)).toEqual(here)
    expect(here.flatMap((bundle) => Object.keys(bundle?.facts ?? {}))).toContain('deploy/image-latest-tag')
  }
})

test('there is a thread for each idle core, up to a few', () => {
  expect(crewFor(catalogue, 1)).toBeUndefined()
  started.push(...crewFor(catalogue, 64)!.call())
  expect(started).toHaveLength(3)
})

test('a thread that cannot be started is told of and done without', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  // No program of a thread: refused at once, as where the system has no room for another.
  const hands = crewFor(catalogue, 3, new URL('http://127.0.0.1/hand.js'))!.call()
  const told = write.mock.calls.map(([text]) => text)
  write.mockRestore()
  expect(hands).toEqual([])
  expect(told).toEqual(
    [1, 2].map(() => expect.stringMatching(/^readiness: a thread was lost \(.+\); this run does its work without it\.\n$/)),
  )
})
