import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

const bundle = (word: string) => ({ facts: { 'access/lines': [{ word }] } })

describe.each<[string, () => { facts: FactStore; states: StateStore }]>([
  ['memory', () => ({ facts: memoryFacts(), states: memoryStates(2) })],
  ['sqlite', () => ({ facts: openFacts(join(folder, 'f.sqlite')).facts, states: openFacts(join(folder, 'f.sqlite')).states('one') })],
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
  database.facts.put([['a', bundle('x')]])
  database.close()
  expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3')
  expect(statSync(join(folder, 'cache')).mode & 0o077).toBe(0)
})

test('eviction keeps the newest states and as many facts as asked', () => {
  const database = openFacts(join(folder, 'f.sqlite'))
  database.facts.put(Array.from({ length: 20 }, (_, index) => [`k${index}`, bundle('x')] as const))
  const states = database.states('one')
  for (const tree of ['t1', 't2', 't3'])
    states.put({ tree, parts: partsFrom('v', new Map([[tree, { blob: tree, bundle: bundle(tree) }]])) }, 'v')
  database.evict({ facts: 5, states: 2 })
  expect(states.trees('v')).toEqual(['t3', 't2'])
  expect(database.facts.get(Array.from({ length: 20 }, (_, index) => `k${index}`)).size).toBe(5)
  database.close()
})
