import type { CheckRun } from '../state/check-nouns.ts'
import type { Pull } from '../state/nouns.ts'
import { runsOn } from '../state/suites.ts'
import type { World } from '../state/world.ts'

/** What became of one open pull request: the newest run of a name on its head, and whether it is concluded. */
export interface Outcome {
  readonly pull: Pull
  readonly run: CheckRun | undefined
  readonly isConcluded: boolean
}

/** The state of all required work as GitHub has it, not as the app believes it to be. */
export interface Judgement {
  readonly outcomes: readonly Outcome[]
  /** Open pull requests and merge groups without a concluded run of that name. */
  readonly stuck: readonly string[]
  /** Runs that share their `external_id` with an earlier one on the same commit. */
  readonly duplicateRuns: readonly CheckRun[]
  /** Runs that hold one annotation twice. */
  readonly repeatedAnnotations: readonly CheckRun[]
}

export function judge(world: World, name: string): Judgement {
  const pulls = [...world.repositories.values()].flatMap((repository) => [...repository.pulls.values()])
  const outcomes = pulls.filter(({ state }) => state === 'open').map((pull) => outcomeOf(world, pull, name))
  const groups = [...world.mergeGroups.values()].filter(({ repository, headSha }) => {
    const newest = runsOn(world, repository, headSha).findLast((run) => run.name === name)
    return newest?.status !== 'completed'
  })
  const late = outcomes.filter(({ isConcluded }) => !isConcluded).map(({ pull }) => `${pull.repository.name}#${pull.number}`)
  const runs = [...world.runs.values()]
  return {
    outcomes,
    stuck: [...late, ...groups.map(({ repository, headRef }) => `${repository.name} ${headRef}`)],
    duplicateRuns: duplicates(runs),
    repeatedAnnotations: runs.filter(({ annotations }) => new Set(annotations.map((one) => JSON.stringify(one))).size < annotations.length),
  }
}

function outcomeOf(world: World, pull: Pull, name: string): Outcome {
  const run = runsOn(world, pull.repository, pull.head.sha).findLast((candidate) => candidate.name === name)
  return { pull, run, isConcluded: run?.status === 'completed' }
}

function duplicates(runs: readonly CheckRun[]): readonly CheckRun[] {
  const seen = new Set<string>()
  return runs.filter(({ suite, externalId }) => {
    const key = `${suite.id} ${externalId}`
    const isRepeated = externalId !== '' && seen.has(key)
    seen.add(key)
    return isRepeated
  })
}
