import { expect, it } from 'vitest'
import { startPostgres } from '../queue/postgres-server.ts'
import { load } from './storm/load.ts'

/** `npm run load`, small: nothing is lost. How fast it is depends on the machine, and is measured by hand. */
const SMALL = { webhooks: 60, seconds: 2, repositories: 8 }

it('loses nothing with one process and a folder', async () => {
  const lines: string[] = []
  const result = await load({ ...SMALL, say: (line) => lines.push(line) })
  expect(result.lost, lines.join('\n')).toBe(0)
  expect(result.webhooks).toBeGreaterThanOrEqual(SMALL.webhooks)
  expect(result.concluded).toBeGreaterThanOrEqual(SMALL.repositories)
})

it('loses nothing with two workers on a PostgreSQL', async () => {
  const server = await startPostgres()
  const lines: string[] = []
  const result = await load({ ...SMALL, databaseUrl: server.url, say: (line) => lines.push(line) })
  await server.stop()
  expect(result.lost, lines.join('\n')).toBe(0)
  expect(result.concluded).toBeGreaterThanOrEqual(SMALL.repositories)
})
