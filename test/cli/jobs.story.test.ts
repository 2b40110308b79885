import { afterAll, beforeAll } from 'vitest'
import { openPostgres } from '../../src/queue/postgres.ts'
import { type PostgresServer, startPostgres } from '../queue/postgres-server.ts'
import { describeJobs } from './jobs-contract.ts'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
  const database = openPostgres(server.url)
  await database.query('DROP SCHEMA public CASCADE')
  await database.query('CREATE SCHEMA public')
  await database.close()
})
afterAll(() => server.stop())

describeJobs('PostgreSQL', async () => ({ database: openPostgres(server.url), env: { DATABASE_URL: server.url } }))
