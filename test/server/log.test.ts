import { describe, expect, it } from 'vitest'
import { createLog, hideTokens } from '../../src/server/log.ts'

const random = (length: number) => Array.from({ length }, (_, index) => 'abcdefghijklmnop'[(index * 7) % 16]).join('')
const [OLD, NEW] = [`ghs_${random(36)}`, `ghs_123_${random(200)}.${random(200)}-${random(40)}`]

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog({ level: 'debug' }, { write: (line) => void lines.push(line) }))
  return lines.join('')
}

describe('the log', () => {
  it('shows no token, of the old format or the new, wherever it stands', () => {
    const url = `https://x-access-token:${random(30)}@github.com/acme/shop.git`
    const text = logged((log) => log.error({ err: new Error(`failed with ${OLD} at ${url}`), note: NEW }, `token ${NEW}`))
    for (const secret of [OLD, NEW, random(30)]) expect(text).not.toContain(secret)
  })

  it('shows neither payloads nor headers nor keys', () => {
    const hidden = {
      payload: { a: 'hidden' },
      headers: { b: 'hidden' },
      token: 'hidden',
      nested: { private_key: 'hidden', authorization: 'hidden' },
    }
    expect(logged((log) => log.info(hidden, 'x'))).not.toContain('hidden')
  })

  it('says what failed without what the error drags along', () => {
    const error = Object.assign(new Error('boom'), {
      status: 502,
      request: { body: 'hidden' },
      response: { data: 'hidden' },
      event: { payload: 'hidden' },
    })
    const text = logged((log) => log.error({ err: error }, 'x'))
    expect(text).toContain('boom')
    expect(text).toContain('502')
    expect(text).not.toContain('hidden')
  })

  it('names an event and leaves out what it says', () => {
    const text = logged((log) => log.debug({ event: { id: 'guid', name: 'push', payload: { a: 'hidden' } } }, 'x'))
    expect(text).toContain('guid')
    expect(text).not.toContain('hidden')
  })
})

it('leaves ordinary words alone', () => {
  const line = '{"msg":"ghs and github_pat are prefixes","sha":"0123456789abcdef0123456789abcdef01234567"}'
  expect(hideTokens(line)).toBe(line)
})
