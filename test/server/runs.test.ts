import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RunState } from '../../src/github/publish.ts'
import type { Database } from '../../src/queue/database.ts'
import { migrate } from '../../src/queue/migrate.ts'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { ledgerOf } from '../../src/server/store/runs.ts'
import { MIGRATIONS } from '../../src/server/store/schema.ts'
import { forgetInstallation, saveInstallation } from '../../src/server/store/tenants.ts'

let database: Database
beforeEach(async () => {
  database = openSqlite(':memory:')
  await migrate(database, MIGRATIONS)
  await saveInstallation(database, 1, 'acme', 'active', 0)
})
afterEach(() => database.close())

const ledger = () => ledgerOf(database, { installation: 1, repository: 11, unit: 'u.0', begunAt: 0, covers: [] }, () => 5)
const record = (state: RunState) => ({
  externalId: 'pull-1 u',
  head: 'c0ffee',
  name: 'readiness',
  state,
  runId: 7,
  startedAt: '2026-11-22T08:00:00Z',
})
const states = async () => (await database.query('SELECT state, run_id FROM run')).map(({ state, run_id }) => [state, run_id])

it('a run is written down from its first state to its last', async () => {
  const one = ledger()
  for (const state of ['posting', 'open', 'concluded'] as const) {
    await one.save(record(state))
    expect(await states()).toEqual([[state, 7]])
  }
})

it('a run that another piece of work began is taken on, and one that nobody wrote down is written', async () => {
  await ledger().save(record('open'))
  await ledger().save(record('concluded'))
  expect(await states()).toEqual([['concluded', 7]])
})

it('the conclusion of a run does not bring back what went with its installation', async () => {
  const one = ledger()
  await one.save(record('posting'))
  await database.exclusively((sql) => forgetInstallation(sql, 1))
  await one.save(record('concluded'))
  expect(await states()).toEqual([])
})
