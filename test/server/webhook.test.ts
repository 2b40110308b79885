import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../src/server/accept.ts'
import { serve } from '../../src/server/http.ts'
import { createLog } from '../../src/server/log.ts'
import { createMeters } from '../../src/server/metrics.ts'
import { isSigned } from '../../src/server/signature.ts'
import { webhookRoute } from '../../src/server/webhook.ts'

const [NOW, BEFORE] = ['n'.repeat(32), 'b'.repeat(32)]
let server: Server | undefined
const said: string[] = []

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  said.length = 0
})

async function start(receive: (delivery: Delivery) => Promise<void> = async () => {}) {
  const log = createLog({ level: 'info' }, { write: (line) => void said.push(line) })
  server = serve([webhookRoute({ path: '/hook', secrets: [NOW!, BEFORE!], log, meters: createMeters(), receive })], () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return (body: string, secret = NOW!, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'x-github-delivery': 'guid', 'x-github-event': 'push', 'x-hub-signature-256': sign(body, secret), ...headers },
    })
}

const sign = (body: string, secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

describe('a webhook', () => {
  it('is answered when it is stored, and not before', async () => {
    const stored: Delivery[] = []
    const post = await start(async (delivery) => void stored.push(delivery))
    expect((await post('{"a":1}')).status).toBe(202)
    expect(stored).toEqual([{ guid: 'guid', event: 'push', payload: { a: 1 } }])
  })

  it('that cannot be stored is refused, so that GitHub lists it as failed', async () => {
    const post = await start(async () => Promise.reject(new Error('disk full')))
    expect((await post('{}')).status).toBe(503)
  })

  it('may be signed with the secret of before, and with no other', async () => {
    const post = await start()
    expect((await post('{}', BEFORE)).status).toBe(202)
    expect((await post('{}', 'development')).status).toBe(401)
    expect((await post('{}', NOW, { 'x-hub-signature-256': '' })).status).toBe(401)
  })

  it('that nobody signed leaves one short line in the log, and none of its words', async () => {
    const post = await start()
    await post(JSON.stringify({ words: 'x'.repeat(100_000) }), 'wrong')
    expect(said.join('').length).toBeLessThan(500)
    expect(said.join('')).not.toContain('words')
  })

  it('comes over a connection that a proxy may keep for a minute, without its being closed under its hands', async () => {
    const post = await start()
    const { headers } = await post('{}')
    expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60)
  })

  it('that is no JSON, or says nothing of itself, is refused', async () => {
    const post = await start()
    expect((await post('not json')).status).toBe(400)
    expect((await post('{}', NOW, { 'x-github-event': '' })).status).toBe(202)
  })

  it('that is too large is refused before it is read', async () => {
    await start()
    const { port } = server!.address() as AddressInfo
    const sent = request({ port, host: '127.0.0.1', path: '/hook', method: 'POST', headers: { 'content-length': '26000000' } })
    sent.flushHeaders()
    const [response] = await once(sent, 'response')
    expect(response.statusCode).toBe(413)
    sent.destroy()
  })

  it('that grows too large on the way is refused then', async () => {
    await start()
    const { port } = server!.address() as AddressInfo
    const sent = request({ port, host: '127.0.0.1', path: '/hook', method: 'POST' })
    sent.on('error', () => {})
    const answered = once(sent, 'response')
    const chunk = Buffer.alloc(1_000_000)
    for (let count = 0; count < 27; count++) sent.write(chunk)
    const [response] = await answered
    expect(response.statusCode).toBe(413)
    sent.destroy()
  })
})

it('knows GitHub’s own example of a signature', () => {
  const header = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
  expect(isSigned(Buffer.from('Hello, World!'), header, ["It's a Secret to Everybody"])).toBe(true)
  expect(isSigned(Buffer.from('Hello, World?'), header, ["It's a Secret to Everybody"])).toBe(false)
})
