import type { Snapshot } from '#model/snapshot'
import { ask, git, type Repository } from './run.ts'
import { commitSnapshot } from './snapshot.ts'

/** A pull request as the first-parent history of a branch holds it. */
export interface Merged {
  readonly commit: string
  readonly title: string
  readonly base: Snapshot
  readonly head: Snapshot
}

/** The last merged pull requests (merge commits, and what was squashed or rebased to one commit), oldest first. */
export async function* mergedPulls(repository: Repository, tip: string, last: number): AsyncIterable<Merged> {
  const log = await git(repository, 'log', '--first-parent', `--max-count=${last}`, '--format=%H%x00%P%x00%s', '--end-of-options', tip)
  const commits = log.split('\n').filter(Boolean).toReversed()
  for (const line of commits) {
    const [commit = '', parents = '', title = ''] = line.split('\0')
    const [first, second] = parents.split(' ').filter(Boolean)
    // The first commit of all came from nowhere.
    if (!first) continue
    // A merge is judged as its pull request was: what its branch did since it left, without what the base did meanwhile.
    const fork = second && (await ask(repository, 'merge-base', first, second))
    yield {
      commit,
      title,
      base: await commitSnapshot(repository, fork ?? first),
      head: await commitSnapshot(repository, fork ? second : commit),
    }
  }
}
