import { emit } from '../hooks/emit.ts'
import { renderCheckSuite } from '../render/checks.ts'
import type { CheckRun, CheckSuite } from './check-nouns.ts'
import type { Account, App, Repository } from './nouns.ts'
import { now, type World } from './world.ts'

/** The suite of an app on a commit: there is one, whoever asks. */
export function suiteOf(world: World, app: App, repository: Repository, headSha: string, before: string | null = null): CheckSuite {
  const key = suiteKey(app, repository, headSha)
  const known = world.suitesByCommit.get(key)
  if (known !== undefined) return known
  const branch = [...repository.git.refs].find(([ref, sha]) => sha === headSha && ref.startsWith('refs/heads/'))
  const at = now(world)
  const headBranch = branch?.[0].slice('refs/heads/'.length) ?? null
  const id = world.nextId()
  const suite: CheckSuite = { id, app, repository, headSha, headBranch, before, createdAt: at, updatedAt: at, runs: [], resetAt: undefined }
  world.suites.set(id, suite)
  world.suitesByCommit.set(key, suite)
  return suite
}

function suiteKey(app: App, repository: Repository, headSha: string): string {
  return `${app.id} ${repository.id} ${headSha}`
}

/** The suites of all apps on a commit. */
export function suitesOn(world: World, repository: Repository, headSha: string): readonly CheckSuite[] {
  return [...world.apps.values()].flatMap((app) => world.suitesByCommit.get(suiteKey(app, repository, headSha)) ?? [])
}

/** The runs of all apps on a commit, oldest first. */
export function runsOn(world: World, repository: Repository, headSha: string): readonly CheckRun[] {
  return suitesOn(world, repository, headSha)
    .flatMap(({ runs }) => runs)
    .toSorted((a, b) => a.id - b.id)
}

/** Says what happens to a suite to the app that owns it. */
export async function tellSuite(
  world: World,
  suite: CheckSuite,
  action: 'requested' | 'rerequested' | 'completed',
  sender: Account,
): Promise<void> {
  const { repository: _, ...rendered } = await renderCheckSuite(world, suite)
  emit(world, { event: 'check_suite', action, sender, repository: suite.repository, app: suite.app, parts: { check_suite: rendered } })
}

/** "Re-run all checks". */
export async function rerequestSuite(world: World, suite: CheckSuite, sender: Account): Promise<void> {
  suite.resetAt = now(world)
  await tellSuite(world, suite, 'rerequested', sender)
}
