import type { GitRepository } from './repository.ts'
import { git } from './run.ts'

export interface Merge {
  readonly base: string
  readonly head: string
  readonly message: string
  readonly at: number
}

/** A real merge commit; rejects when the two conflict. It is on no branch yet. */
export async function mergeCommits(repository: GitRepository, { base, head, message, at }: Merge): Promise<string> {
  const tree = (await git(repository.directory, ['merge-tree', '--write-tree', base, head])).toString().split('\n', 1)[0]!
  const who = `GitHub <noreply@loopback.test> ${Math.floor(at / 1_000)} +0000`
  const commit = `tree ${tree}\nparent ${base}\nparent ${head}\nauthor ${who}\ncommitter ${who}\n\n${message}\n`
  return (await git(repository.directory, ['hash-object', '-t', 'commit', '-w', '--stdin'], [Buffer.from(commit)])).toString().trim()
}
