import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nock from 'nock'
import { create } from 'tar'
import { afterAll, expect, it } from 'vitest'
import { readTarball } from '../../../src/github/tarball.ts'
import { API, onlyExpectedRequests, SHOP, shop } from './connection.ts'

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

it('ends where the archive is cut off or is none, and leaves the rest to the caller', async () => {
  const body = await archive({ one: 'first', two: 'x'.repeat(100_000) })
  expect(await read(body.subarray(0, body.length - 20), ['x'.repeat(100_001)])).toEqual([])
  expect(await read(Buffer.from('<html>'), ['first'])).toEqual([])
  expect(await read(undefined, ['first'])).toEqual([])
})
