import { expect } from 'vitest'
import type { CheckRun, RepositoryHandle } from '../github/index.ts'
import { eventually } from './app-process.ts'
import type { Arena } from './arena.ts'
import { expectPlan } from './plan.ts'

/** The newest run is concluded and right, and nothing on GitHub is doubled or left open. */
export async function comesRight(arena: Arena, shop: RepositoryHandle, sha: string, annotations: number): Promise<CheckRun> {
  const run = await arena.concluded(shop, sha, ({ conclusion, output }) => conclusion === 'failure' && output.title!.includes('blocking'))
  expect(run.annotations).toHaveLength(annotations)
  await eventually(
    () => shop.checkRuns(sha, 'readiness').every(({ status }) => status === 'completed'),
    () => 'every run of the commit is concluded',
  )
  await arena.quiet()
  const { stuck, duplicateRuns, repeatedAnnotations } = arena.github.judge('readiness')
  expect({ stuck, duplicateRuns, repeatedAnnotations }).toEqual({ stuck: [], duplicateRuns: [], repeatedAnnotations: [] })
  expectPlan(arena.github, shop)
  return run
}
