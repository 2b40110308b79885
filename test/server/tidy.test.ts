import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Database as FactsDatabase, openFacts } from '../../src/facts/sqlite.ts'
import type { Database } from '../../src/queue/database.ts'
import { migrate } from '../../src/queue/migrate.ts'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { createLog } from '../../src/server/log.ts'
import { MIGRATIONS } from '../../src/server/store/schema.ts'
import { forgetInstallation, forgetRepository, saveInstallation, saveRepository } from '../../src/server/store/tenants.ts'
import { keepTidy, type Tidying } from '../../src/server/tidy.ts'
import { type FakeClock, fakeClock } from '../support/fake-clock.ts'

const MINUTE = 60_000
let clock: FakeClock
let database: Database
let facts: FactsDatabase
let tidying: Tidying

/** Installation 1 has repositories 11 and 12, installation 2 has 21. */
beforeEach(async () => {
  clock = fakeClock()
  database = openSqlite(':memory:')
  await migrate(database, MIGRATIONS)
  for (const installation of [1, 2]) await saveInstallation(database, installation, `owner${installation}`, 'active', 0)
  for (const [installation, id] of [
    [1, 11],
    [1, 12],
    [2, 21],
  ] as const)
    await saveRepository(database, installation, { id, owner: `owner${installation}`, name: `shop${id}` }, 0)
  facts = openFacts(':memory:')
  for (const id of ['11', '12', '21']) facts.of(id).facts.put([['key', { facts: {} }]])
  tidying = keepTidy({ facts, database, clock, log: createLog({ level: 'silent' }) })
})
afterEach(async () => {
  await tidying.stop()
  facts.close()
  await database.close()
})

it('what is kept of a repository goes with it, and what others have stays', async () => {
  await clock.advance(MINUTE)
  expect(facts.tenants()).toEqual(['11', '12', '21'])
  await database.exclusively((sql) => forgetRepository(sql, 12))
  await clock.advance(MINUTE)
  expect(facts.tenants()).toEqual(['11', '21'])
})

it('what is kept of an installation goes with it, even what is written afterwards', async () => {
  await database.exclusively((sql) => forgetInstallation(sql, 1))
  await clock.advance(MINUTE)
  expect(facts.tenants()).toEqual(['21'])
  facts.of('11').facts.put([['late', { facts: {} }]])
  await clock.advance(MINUTE)
  expect(facts.tenants()).toEqual(['21'])
})

it('a store that does not answer costs nobody their facts', async () => {
  await tidying.stop()
  const silent: Database = { ...database, query: () => Promise.reject(new Error('no store')) }
  tidying = keepTidy({ facts, database: silent, clock, log: createLog({ level: 'silent' }) })
  await clock.advance(3 * MINUTE)
  expect(facts.tenants()).toEqual(['11', '12', '21'])
})
