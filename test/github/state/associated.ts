import { compareCommits } from '../git/compare.ts'
import type { Pull, Repository } from './nouns.ts'

/** Open pull requests that bring this commit, not only as their head, and merged ones that brought it. */
export async function pullsWith(repository: Repository, sha: string): Promise<readonly Pull[]> {
  const candidates = [...repository.pulls.values()].filter(({ state, mergedAt }) => state === 'open' || mergedAt !== undefined)
  const brings = await Promise.all(candidates.map((pull) => bringsCommit(pull, sha)))
  return candidates.filter((_, index) => brings[index])
}

async function bringsCommit({ head, base, mergeSha, repository }: Pull, sha: string): Promise<boolean> {
  if (head.sha === sha || mergeSha === sha) return true
  const { ahead } = await compareCommits(repository.git, base.sha, head.sha)
  return ahead.includes(sha)
}
