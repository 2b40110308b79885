import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nock from 'nock'
import { create } from 'tar'
import { afterAll, expect, it } from 'vitest'
import { repository } from '../../../src/github/repository.ts'
import { readTarball } from '../../../src/github/tarball.ts'
import { API, connectToTest, onlyExpectedRequests, SHOP, shop } from './connection.ts'

onlyExpectedRequests()

const folder = mkdtempSync(join(tmpdir(), 'readiness-tarball-'))
afterAll(() => rmSync(folder, { recursive: true }))

const idOf = (text: string) => createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex')
const COMMIT = 'c'.repeat(40)

async function archive(files: Readonly<Record<string, string>>): Promise<Buffer> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const chunks: Buffer[] = []
  for await (const chunk of create({ cwd: folder, gzip: true }, Object.keys(files))) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

async function read(body: Buffer | undefined, wanted: readonly string[]): Promise<string[]> {
  const answer = nock(API).get(`${SHOP}/tarball/${COMMIT}`)
  if (body) answer.reply(200, body, { 'content-type': 'application/x-gzip' })
  else answer.reply(502, 'Bad Gateway')
  const texts: string[] = []
  for await (const { bytes } of readTarball(shop(), COMMIT, new Set(wanted.map(idOf)))) texts.push(Buffer.from(bytes).toString())
  return texts.toSorted()
}

it('gives what has the id that was asked for, whatever its name', async () => {
  const body = await archive({ one: 'first', two: 'second', three: 'not wanted' })
  expect(await read(body, ['first', 'second'])).toEqual(['first', 'second'])
})

it('does not give what the archive hides or changed', async () => {
  const body = await archive({ one: 'first', version: 'v1.2 substituted' })
  expect(await read(body, ['first', '$Format:%d$', 'hidden'])).toEqual(['first'])
})

it('is given up when nothing more comes of it, long before it has to be there', async () => {
  const body = await archive({ one: 'first', two: 'x'.repeat(100_000) })
  const silent = createServer((request, response) => {
    // One is silent from the start, the other after its first bytes.
    if (request.url?.endsWith(COMMIT)) response.writeHead(200, { 'content-type': 'application/x-gzip' }).write(body.subarray(0, 20))
  })
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  nock.enableNetConnect('127.0.0.1')
  const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const place = repository(connectToTest({ timeout: 50, baseUrl }).app(), { id: 5, owner: 'acme', name: 'shop' })
  const found: unknown[] = []
  for (const commit of [COMMIT, 'd'.repeat(40)]) {
    for await (const blob of readTarball(place, commit, new Set([idOf('first')]))) found.push(blob)
  }
  expect(found).toEqual([])
  silent.closeAllConnections()
  silent.close()
})

it('ends where the archive is cut off or is none, and leaves the rest to the caller', async () => {
  const body = await archive({ one: 'first', two: 'x'.repeat(100_000) })
  expect(await read(body.subarray(0, body.length - 20), ['x'.repeat(100_001)])).toEqual([])
  expect(await read(Buffer.from('<html>'), ['first'])).toEqual([])
  expect(await read(undefined, ['first'])).toEqual([])
})
