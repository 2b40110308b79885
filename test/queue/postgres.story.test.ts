import { afterAll, beforeAll } from 'vitest'
import { openPostgres } from '../../src/queue/postgres.ts'
import { describeQueue } from './contract.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
  const database = openPostgres(server.url)
  await database.query('DROP SCHEMA public CASCADE')
  await database.query('CREATE SCHEMA public')
  await database.close()
})
afterAll(() => server.stop())

describeQueue('PostgreSQL', async () => openPostgres(server.url))
