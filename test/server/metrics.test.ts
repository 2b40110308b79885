import { AggregatorRegistry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { memoryFacts, memoryStates } from '../../src/facts/memory.ts'
import { partsFrom } from '../../src/facts/part.ts'
import { budgets } from '../../src/github/budget.ts'
import type { Answer } from '../../src/github/client.ts'
import { treeCache } from '../../src/github/tree-cache.ts'
import { meteredFacts, meteredStates, meteredTrees } from '../../src/server/metered.ts'
import { createMeters } from '../../src/server/metrics.ts'
import { fakeClock } from '../support/fake-clock.ts'

const START = Date.UTC(2026, 10, 21)

/** GitHub's answer to an installation: so much is left of an hour that ends in so many seconds. */
function answer(installation: number | undefined, resource: string, remaining: number, resetIn = 600): Answer {
  const headers = {
    date: new Date(START).toUTCString(),
    'x-ratelimit-resource': resource,
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(START / 1000 + resetIn),
  }
  return { installation, method: 'GET', route: '/repos/{owner}/{repo}', status: 200, headers, milliseconds: 5 }
}

describe('what is left of the hour', () => {
  const shown = async (meters: ReturnType<typeof createMeters>) =>
    [...(await meters.registry.metrics()).matchAll(/^readiness_github_budget_remaining(\S+ \d+)$/gm)].map(([, series]) => series)

  it('is shown for each installation and each of its two budgets, as the last answer said', async () => {
    const spent = budgets(fakeClock(START))
    const meters = createMeters(spent)
    for (const one of [answer(7, 'core', 4_000), answer(7, 'graphql', 300), answer(8, 'core', 12), answer(7, 'core', 3_999)])
      spent.observe(one)
    spent.observe(answer(undefined, 'core', 1))
    spent.observe(answer(9, 'search', 1))
    expect(await shown(meters)).toEqual([
      '{installation="7",resource="core"} 3999',
      '{installation="7",resource="graphql"} 300',
      '{installation="8",resource="core"} 12',
    ])
  })

  it('is no longer told after the reset, when nobody knows', async () => {
    const clock = fakeClock(START)
    const spent = budgets(clock)
    const meters = createMeters(spent)
    spent.observe(answer(7, 'core', 1, 600))
    spent.observe(answer(8, 'core', 2, 1200))
    await clock.advance(700_000)
    expect(await shown(meters)).toEqual(['{installation="8",resource="core"} 2'])
  })

  it('is the least that any thread was told', async () => {
    const threads = [40, 30].map((left) => {
      const spent = budgets(fakeClock(START))
      spent.observe(answer(7, 'core', left))
      return createMeters(spent).registry.getMetricsAsJSON()
    })
    const sum = AggregatorRegistry.aggregate(await Promise.all(threads))
    expect(await sum.metrics()).toContain('readiness_github_budget_remaining{installation="7",resource="core"} 30')
  })
})

describe('look-ups in caches', () => {
  it('are counted by what they found', async () => {
    const meters = createMeters()
    const facts = meteredFacts(memoryFacts(), meters)
    facts.put([['a', { facts: {} }]])
    expect(facts.get(['a', 'b', 'c']).size).toBe(1)
    const trees = meteredTrees(treeCache(), meters)
    trees.put('t', 'truncated')
    expect([trees.get('t'), trees.get('u')]).toEqual(['truncated', undefined])
    const states = meteredStates(memoryStates(), meters)
    states.put({ tree: 'base', parts: partsFrom('v', new Map()) }, 'v')
    expect([states.get('base', 'v')?.tree, states.get('head', 'v')]).toEqual(['base', undefined])
    const text = await meters.registry.metrics()
    expect(
      [...text.matchAll(/^readiness_cache_total\{(\S+)\} (\d+)$/gm)].map(([, labels, count]) => `${labels} ${count}`).toSorted(),
    ).toEqual([
      'cache="facts",result="hit" 1',
      'cache="facts",result="miss" 2',
      'cache="states",result="hit" 1',
      'cache="states",result="miss" 1',
      'cache="trees",result="hit" 1',
      'cache="trees",result="miss" 1',
    ])
  })

  it('of a state count the tree that was asked for, not the known one that it is made from', async () => {
    const meters = createMeters()
    const states = meteredStates(memoryStates(), meters)
    states.put({ tree: 'base', parts: partsFrom('v', new Map()) }, 'v')
    states.get('head', 'v')
    for (const tree of states.trees('v')) states.get(tree, 'v')
    const text = await meters.registry.metrics()
    expect(text).not.toContain('cache="states",result="hit"')
  })
})
