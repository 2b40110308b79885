import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Evaluation } from '#model/evaluation'
import { unitsFrom } from '#model/units'
import { compare } from '../../src/compare.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { openFacts } from '../../src/facts/sqlite.ts'
import { memoryEngine } from '../support/engine.ts'
import { memorySnapshot } from '../support/memory-snapshot.ts'
import { policyFor } from '../support/policy.ts'
import { TINY } from '../support/tiny-catalogue.ts'

type Files = Record<string, string>
type Edit = { readonly path: string; readonly text: string | undefined } | { readonly from: string; readonly to: string }

const path = fc.constantFrom('a.conf', 'b.conf', 'deep/c.conf', 'deep/er/d.conf', 'e.txt')
const line = fc.constantFrom(
  'debug: bad',
  'debug: fine',
  'mode: worse',
  'mode: ?',
  'token: key-1',
  'needs alert',
  'gives alert',
  'needs probe',
  'throw',
  'garbled',
  '',
)
const text = fc.array(line, { maxLength: 5 }).map((all) => all.join('\n'))
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ path, text: fc.option(text, { nil: undefined }) }),
  fc.record({ from: path, to: path }),
)

function apply(files: Files, edit: Edit): Files {
  const next = { ...files }
  if ('path' in edit) {
    delete next[edit.path]
    if (edit.text !== undefined) next[edit.path] = edit.text
  } else if (next[edit.from] !== undefined && edit.from !== edit.to) {
    next[edit.to] = next[edit.from]!
    delete next[edit.from]
  }
  return next
}

const policies = [policyFor(TINY), { ...policyFor(TINY), paths: { ignore: ['deep/**'], classes: new Map() } }]

const everywhere = Object.assign(() => 'production' as const, { key: 'everywhere' })

/** Engines that remember in all the ways there are. */
const remembering = {
  memory: () => memoryEngine(TINY),
  database: () => {
    const kept = openFacts(':memory:').of('tenant')
    return { ...memoryEngine(TINY), facts: kept.facts, states: kept.states('one') }
  },
}

test.each(Object.entries(remembering))(
  'an evaluation from a difference has the bytes of one from scratch, with a %s',
  async (_, engine) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(edit, fc.nat(1), fc.boolean()), { maxLength: 12 }), async (edits) => {
        const warm = engine()
        let files: Files = { 'a.conf': 'debug: bad\nneeds alert' }
        for (const [one, chosen, kept] of edits) {
          files = apply(files, one)
          const classOf = kept ? everywhere : () => 'production' as const
          const [incremental, scratch] = await Promise.all(
            [warm, memoryEngine(TINY)].map((engine) => evaluate(memorySnapshot('r', files), policies[chosen]!, classOf, [engine])),
          )
          expect(bytes(incremental!)).toBe(bytes(scratch!))
        }
      }),
      { numRuns: 60 },
    )
  },
)

test('what two commits share need not be looked at to compare them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.array(edit, { maxLength: 3 }), async (before, edits) => {
      const engine = memoryEngine(TINY)
      const start = before.reduce(apply, { 'a.conf': 'debug: bad\nneeds alert', 'b.conf': 'mode: fine\nmode: bad' } as Files)
      const side = (files: Files) => evaluate(memorySnapshot('r', files), policies[0]!, everywhere, [engine])
      const [base, head] = [await side(start), await side(edits.reduce(apply, start))]
      const whole = compare(unshared(base), unshared(head))
      expect(JSON.stringify(compare(base, head))).toBe(JSON.stringify(whole))
    }),
    { numRuns: 60 },
  )
})

/** The same, without anything that tells which portions are equal. */
function unshared(evaluation: Evaluation): Evaluation {
  return {
    ...evaluation,
    results: new Map([...evaluation.results].map(([id, result]) => [id, { ...result, units: unitsFrom(result.units.all()) }])),
  }
}

function bytes(evaluation: Evaluation): string {
  return JSON.stringify(evaluation, (key, value) => {
    if (key === 'units') return { ...value, portions: undefined, all: value.all() }
    if (key === 'files') return value.paths().map((path: string) => [path, value.blobOf(path)])
    return value instanceof Map ? [...value].toSorted(([a], [b]) => (a < b ? -1 : 1)) : value
  })
}

test('what is known of a tree is not read again', async () => {
  const engine = memoryEngine(TINY)
  const files = { 'a.conf': 'debug: bad', 'b.conf': 'debug: fine', 'silent.conf': '', 'c.txt': 'debug: bad' }
  const first = memorySnapshot('one', files)
  await evaluate(first, policyFor(TINY), () => 'production', [engine])
  expect(engine.counters).toMatchObject({ listed: 4, read: 3, collected: 3 })
  const second = memorySnapshot('two', { ...files, 'b.conf': 'debug: bad' })
  await evaluate(second, policyFor(TINY), () => 'production', [engine])
  expect(engine.counters).toMatchObject({ listed: 5, read: 4, collected: 4 })
  await evaluate(memorySnapshot('again', files), policyFor(TINY, 'observe'), () => 'production', [engine])
  expect(engine.counters).toMatchObject({ listed: 5, read: 4, collected: 4 })
})

test('a check that breaks is an error for itself, without the text of the file', async () => {
  const { results } = await evaluate(memorySnapshot('r', { 'a.conf': 'throw\ndebug: bad' }), policyFor(TINY), () => 'production', [
    memoryEngine(TINY),
  ])
  expect(results.get('testing/fragile')).toMatchObject({ rating: 'error', findings: [] })
  expect(results.get('testing/fragile')!.error).toMatch(/^a\.conf: TypeError/)
  expect(results.get('testing/fragile')!.error).not.toContain('secret text')
  expect(results.get('access/lines')).toMatchObject({ rating: 'red' })
})

test('a file that no parser takes, or that is past the limit, is listed and a finding', async () => {
  const padded = `debug: bad\n${'#'.repeat(1_000_001)}\nneeds alert\n`
  const { results, unreadable } = await evaluate(
    memorySnapshot('r', { 'a.conf': 'garbled', 'b.conf': padded }),
    policyFor(TINY),
    () => 'production',
    [memoryEngine(TINY)],
  )
  expect(unreadable.map(({ path, reason, controls }) => ({ path, reason, controls }))).toEqual([
    { path: 'a.conf', reason: 'not valid at line 1', controls: ['testing/fragile'] },
    { path: 'b.conf', reason: 'larger than 1 MB', controls: ['reliability/pairs'] },
  ])
  expect(results.get('policy/unreadable')!.findings.map(({ location, severity }) => [location!.path, severity])).toEqual([
    ['a.conf', 'medium'],
    ['b.conf', 'high'],
  ])
  // What works line by line goes on past the limit.
  expect(results.get('access/lines')!.findings).toHaveLength(1)
})
