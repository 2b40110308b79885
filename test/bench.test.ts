import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import type { Snapshot } from '#model/snapshot'
import { isMet, type Measurement } from '../bench/measurement.ts'
import { chosen, MEASUREMENTS } from '../bench/measurements.ts'
import { asJson, asMarkdown, asText } from '../bench/report.ts'
import { type BenchRepository, generateRepository } from '../bench/repository.ts'
import { inTurns } from '../bench/turns.ts'
import { assess } from '../src/assess.ts'
import { commitSnapshot } from '../src/git/snapshot.ts'
import { classOf } from '../src/policy/classes.ts'
import { memoryEngine } from './support/engine.ts'
import { policyFor } from './support/policy.ts'

/** What `npm run bench` measures by the clock is counted here: on a repository that is small, but of the same making. */
describe('a pull request over a generated repository', () => {
  const made: BenchRepository[] = []
  const generate = (files: number) => {
    const repository = generateRepository({ files, changes: 1, seed: 7 })
    made.push(repository)
    return repository
  }
  let small: BenchRepository
  let large: BenchRepository
  beforeAll(() => {
    small = generate(40)
    large = generate(120)
  })
  afterAll(() => {
    for (const repository of made) repository.dispose()
  })

  test('the same seed makes the same files, and a larger repository has those of a smaller one', async () => {
    const again = generate(40)
    const trees = await Promise.all([small, again].map(async ({ folder }) => (await commitSnapshot({ folder }, 'main')).tree))
    expect(trees[0]).toBe(trees[1])
    expect(large.paths.slice(0, 40)).toEqual(small.paths)
  })

  test('costs what its change costs, whatever the size of the repository', async () => {
    const costs = await Promise.all([small, large].map(warmCost))
    for (const { cold, warm, asked } of costs) {
      // Equal files are read once, and looked at under each of their names.
      expect(cold.collected).toBe(cold.listed)
      expect(cold.read).toBeLessThanOrEqual(cold.listed)
      expect(warm.listed).toBeGreaterThan(0)
      expect(warm.listed).toBeLessThanOrEqual(10)
      expect(warm).toMatchObject({ read: warm.listed, collected: warm.listed })
      expect(warm.parsed).toBeLessThanOrEqual(warm.listed)
      // Renames and facts ask for the same difference, which hosts give once; what is new in it comes in one go.
      expect(asked).toEqual({ list: 0, changes: 2, read: 1 })
    }
    expect(costs[1]!.cold.listed).toBe(3 * costs[0]!.cold.listed)
    // Facts of unchanged files are not judged again.
    expect(costs[1]!.warm.judged).toBeLessThan(costs[1]!.cold.judged / 2)
  })

  async function warmCost({ folder, changes }: BenchRepository) {
    const engine = memoryEngine(catalogue)
    const policy = policyFor(catalogue)
    const judgement = { policy, classOf: classOf(policy), asOf: '2026-11-21' }
    const base = await commitSnapshot({ folder }, 'main')
    await assess({ base, head: base }, judgement, engine)
    const cold = { ...engine.counters }
    const { snapshot: head, asked } = counted(await commitSnapshot({ folder }, changes[0]!))
    await assess({ base, head }, judgement, engine)
    const warm = Object.fromEntries(Object.entries(engine.counters).map(([name, count]) => [name, count - cold[name as keyof typeof cold]]))
    return { cold, warm: warm as typeof cold, asked }
  }
})

/** Counts what the host is asked for. */
function counted(snapshot: Snapshot): { readonly snapshot: Snapshot; readonly asked: Record<'list' | 'changes' | 'read', number> } {
  const asked = { list: 0, changes: 0, read: 0 }
  return {
    asked,
    snapshot: {
      ...snapshot,
      list: () => {
        asked.list += 1
        return snapshot.list()
      },
      changes: (from) => {
        asked.changes += 1
        return snapshot.changes(from)
      },
      read: (blobs) => {
        if (blobs.length > 0) asked.read += 1
        return snapshot.read(blobs)
      },
    },
  }
}

describe('what is measured', () => {
  test('is chosen by name, and a wrong name is told with the right ones', () => {
    expect(chosen(['cold-vs-gitleaks']).map(([name]) => name)).toEqual(['cold-vs-gitleaks'])
    expect(chosen([]).map(([name]) => name)).toEqual(Object.keys(MEASUREMENTS))
    expect(() => chosen(['warm'])).toThrow(/"warm".*\n {2}warm-50k-over-500\n/)
    expect(() => chosen(['toString'])).toThrow('toString')
  })

  test('is the median of both sides, in turns', async () => {
    const order: string[] = []
    const cost = (side: string, cpu: number) => {
      order.push(side)
      return Promise.resolve({ cpu, wall: cpu * 2, peak: 1 })
    }
    const mine = [30, 90, 36]
    const measured = await inTurns({
      name: 'a-over-b',
      runs: 3,
      target: { most: 1.5 },
      note: 'a against b',
      one: (turn) => cost('a', mine[turn]!),
      other: () => cost('b', 20),
    })
    expect(order.join('')).toBe('ababab')
    expect(measured).toMatchObject({ name: 'a-over-b', median: 36, against: 20, ratio: 1.8, runs: 3 })
    expect(isMet(measured)).toBe(false)
  })

  const lines = [
    { name: 'fast', unit: 'MB/s', median: 31.5, runs: 3, target: { least: 25 }, note: 'a | b' },
    { name: 'cold-vs-peer', missing: 'could not be installed: no such registry' },
  ] satisfies (Measurement | { name: string; missing: string })[]

  test('is told to programs with the same fields on every line', () => {
    const told = JSON.parse(asJson(lines)) as readonly object[]
    expect(told[0]).toMatchObject({ name: 'fast', median: 31.5, ratio: null, against: null, runs: 3, met: true })
    expect(told[1]).toMatchObject({ name: 'cold-vs-peer', median: null, ratio: null, against: null, runs: 0 })
  })

  test('is told to people with its target, and with why it was not measured', () => {
    expect(asText(lines)).toMatch(/^fast +31\.5 MB\/s +- +\(≥ 25: met\) .*\ncold-vs-peer .* could not be installed/)
    const page = asMarkdown(lines, { machine: 'two cores', versions: 'Node 24', command: 'npm run bench', day: '2026-11-21' })
    expect(page).toContain('| fast | 31.5 MB/s | - | (≥ 25: met) | a \\| b (3 runs) |')
    expect(page).toContain('- Machine: two cores\n- Versions: Node 24\n- Command: `npm run bench`')
  })
})
