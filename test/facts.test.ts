import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { memoryFacts, memoryStates } from '../src/facts/memory.ts'
import { filesIn, partsFrom } from '../src/facts/part.ts'
import { openFacts } from '../src/facts/sqlite.ts'
import { type FactStore, factKey, type StateStore } from '../src/facts/store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What one tenant has in the database of this test. */
const open = (tenant = 'acme') => openFacts(join(folder, 'f.sqlite')).of(tenant)

const bundle = (word: string) => ({ facts: { 'access/lines': [{ word }] } })

describe.each<[string, () => { facts: FactStore; states: StateStore }]>([
  ['memory', () => ({ facts: memoryFacts(), states: memoryStates(2) })],
  ['sqlite', () => ({ facts: open().facts, states: open().states('one') })],
])('facts in %s', (_, open) => {
  test('come back by key, unknown ones are absent', () => {
    const { facts } = open()
    facts.put([
      ['a', bundle('x')],
      ['b', bundle('y')],
    ])
    expect(facts.get(['a', 'c', 'b'])).toEqual(
      new Map([
        ['a', bundle('x')],
        ['b', bundle('y')],
      ]),
    )
    expect(facts.get([])).toEqual(new Map())
  })

  test('states come back by tree and version, newest first', () => {
    const { states } = open()
    const files = (word: string) => new Map([['p', { blob: word, bundle: bundle(word) }]])
    const state = (tree: string) => ({ tree, parts: partsFrom('v1', files(tree)) })
    states.put(state('t1'), 'v1')
    states.put(state('t2'), 'v1')
    expect(states.trees('v1')).toEqual(['t2', 't1'])
    expect(states.trees('v2')).toEqual([])
    expect(new Map(states.get('t1', 'v1')!.parts.flatMap((part) => [...filesIn(part)]))).toEqual(files('t1'))
    expect(states.get('t1', 'v2')).toBeUndefined()
    // Asked for last: what comes next is most likely made from it.
    expect(states.trees('v1')).toEqual(['t1', 't2'])
  })
})

test('keys tell everything apart that facts depend on', () => {
  const keys = [factKey('v', 'p', 'b'), factKey('w', 'p', 'b'), factKey('v', 'q', 'b'), factKey('v', 'p', 'c'), factKey('v', 'p","b', '')]
  expect(new Set(keys).size).toBe(keys.length)
})

test('a damaged file is replaced, and only its owner may look inside', () => {
  const file = join(folder, 'cache', 'facts.sqlite')
  openFacts(file).close()
  writeFileSync(file, 'this is no database, and long enough to be taken for one '.repeat(40))
  const database = openFacts(file)
  database.of('acme').facts.put([['a', bundle('x')]])
  database.close()
  expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3')
  expect(statSync(join(folder, 'cache')).mode & 0o077).toBe(0)
})

const stateOf = (tree: string) => ({ tree, parts: partsFrom('v', new Map([[tree, { blob: tree, bundle: bundle(tree) }]])) })

test('looking something up writes nothing', () => {
  const file = join(folder, 'facts.sqlite')
  const ask = () => {
    const database = openFacts(file)
    const { facts, states } = database.of('a')
    expect(facts.get(['key']).size).toBe(0)
    expect(states('shop').get('tree', 'v1')).toBeUndefined()
    database.close()
  }
  ask()
  const before = readFileSync(file)
  ask()
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('eviction keeps the newest states and as many facts as asked', () => {
  const database = openFacts(join(folder, 'f.sqlite'))
  const { facts, states: statesOf } = database.of('acme')
  facts.put(Array.from({ length: 20 }, (_, index) => [`k${index}`, bundle('x')] as const))
  const states = statesOf('one')
  for (const tree of ['t1', 't2', 't3']) states.put(stateOf(tree), 'v')
  database.evict({ facts: 5, states: 2 })
  expect(states.trees('v')).toEqual(['t3', 't2'])
  expect(facts.get(Array.from({ length: 20 }, (_, index) => `k${index}`)).size).toBe(5)
  database.close()
})

describe('tenants', () => {
  const fill = (tenant: string) => {
    const { facts, states } = open(tenant)
    facts.put([['same-key', bundle(`word-of-${tenant}`)]])
    states('one').put(stateOf('same-tree'), 'v')
    states('one').judged.put([['same-name', `judged-for-${tenant}`]])
  }
  const seen = (tenant: string) => {
    const { facts, states } = open(tenant)
    const state = states('one').get('same-tree', 'v')
    return [
      facts.get(['same-key']).size,
      state?.parts.flatMap((part) => [...filesIn(part)]).length,
      states('one').judged.get(['same-name']).size,
    ]
  }

  test('see nothing of each other, whatever they are called', () => {
    fill('1')
    expect([seen('1'), seen('10'), seen('1/one'), seen('%31')]).toEqual([[1, 1, 1], ...Array(3).fill([0, undefined, 0])])
  })

  test('are forgotten to the last byte, and nobody else with them', async () => {
    for (const tenant of ['1', '10', '2']) fill(tenant)
    const database = openFacts(join(folder, 'f.sqlite'))
    expect(database.tenants()).toEqual(['1', '10', '2'])
    await database.forget('1')
    expect(database.tenants()).toEqual(['10', '2'])
    expect([seen('1'), seen('10'), seen('2')]).toEqual([
      [0, undefined, 0],
      [1, 1, 1],
      [1, 1, 1],
    ])
    database.close()
    const bytes = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('')
    expect([bytes.includes('word-of-10'), bytes.includes('word-of-1"')]).toEqual([true, false])
    expect([bytes.includes('judged-for-10'), bytes.includes('judged-for-1"')]).toEqual([true, false])
  })

  test('that write again after they were forgotten are listed again', async () => {
    const database = openFacts(join(folder, 'f.sqlite'))
    const { facts } = database.of('1')
    facts.put([['a', bundle('x')]])
    await database.forget('1')
    facts.put([['b', bundle('x')]])
    expect(database.tenants()).toEqual(['1'])
    database.close()
  })
})
