import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { configure } from '../../src/server/config.ts'

const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const COMPLETE = { APP_ID: '7', PRIVATE_KEY, WEBHOOK_SECRET: 's'.repeat(32), NODE_ENV: 'production' }

describe('settings', () => {
  it('that are complete are enough', () => {
    const { config } = configure(COMPLETE)
    expect(config).toMatchObject({ appId: 7, host: 'localhost', port: 3000, apiUrl: 'https://api.github.com', evaluators: 1 })
  })

  it.each([
    ['APP_ID', undefined],
    ['APP_ID', 'Iv1.abc'],
    ['PRIVATE_KEY', undefined],
    ['WEBHOOK_SECRET', undefined],
    ['WEBHOOK_SECRET', 'development'],
    ['WEBHOOK_SECRET_PREVIOUS', 'short'],
    ['PORT', 'http'],
  ])('are refused with %s = %s, by its name', (name, value) => {
    const { problems } = configure({ ...COMPLETE, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems![0]).toContain(name)
  })

  it('say everything that is missing at once', () => {
    expect(configure({ NODE_ENV: 'production' }).problems).toHaveLength(3)
  })

  it('ask for the wizard only where nothing is registered and nobody depends on us', () => {
    expect(configure({})).toEqual({ needsSetup: true })
    expect(configure({ APP_ID: '7' }).problems).toHaveLength(2)
  })

  it('know an Enterprise server', () => {
    expect(configure({ ...COMPLETE, GHE_HOST: 'github.acme.example' }).config!.apiUrl).toBe('https://github.acme.example/api/v3')
  })
})
