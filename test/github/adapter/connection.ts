import { generateKeyPairSync } from 'node:crypto'
import nock from 'nock'
import { afterEach, beforeEach } from 'vitest'
import { type Connection, connect } from '../../../src/github/client.ts'
import { readAppKey } from '../../../src/github/jwt.ts'
import { repository } from '../../../src/github/repository.ts'

export const API = 'https://api.github.test'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const PEM = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
export const KEY = readAppKey(7, PEM)

/** Nothing leaves the test, and what was expected has to be asked for. */
export function onlyExpectedRequests(): void {
  beforeEach(() => nock.disableNetConnect())
  afterEach(() => {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    if (pending.length > 0) throw new Error(`Never asked for: ${pending.join(', ')}`)
  })
}

export function connectToTest(options: Partial<Connection> = {}) {
  return connect({ key: KEY, baseUrl: API, timeout: 5_000, ...options })
}

/** A token for installation 2, as often as it is asked for. */
export function tokenIsGiven(token = 'granted', expiresAt = '2099-01-01T00:00:00Z') {
  return nock(API).post('/app/installations/2/access_tokens').reply(201, { token, expires_at: expiresAt, permissions: {} })
}

/** Repository 5, acme/shop, of installation 2. */
export function shop(options: Partial<Connection> = {}) {
  tokenIsGiven()
  const github = connectToTest(options)
  return repository(github.installation(2, { repositories: [5] }), { id: 5, owner: 'acme', name: 'shop' })
}

export const SHOP = '/repos/acme/shop'
