import type { GitRepository } from './repository.ts'
import { git } from './run.ts'

export interface Relation {
  /** Absent where the two have no history in common. */
  readonly mergeBase: string | undefined
  /** Commits of the head that the base lacks, oldest first. */
  readonly ahead: readonly string[]
  readonly behind: number
}

/** How two commits relate; one call of git unless several merge bases are possible. */
export async function relate(repository: GitRepository, base: string, head: string): Promise<Relation> {
  if (base === head) return { mergeBase: base, ahead: [], behind: 0 }
  const args = ['rev-list', '--left-right', '--boundary', '--topo-order', '--reverse', `${base}...${head}`]
  const lines = (await git(repository.directory, args)).toString().trim().split('\n')
  const marked = (mark: string): string[] => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1))
  const boundary = marked('-')
  const mergeBase = boundary.length > 1 ? await bestMergeBase(repository, base, head) : boundary[0]
  return { mergeBase, ahead: marked('>'), behind: marked('<').length }
}

async function bestMergeBase(repository: GitRepository, base: string, head: string): Promise<string | undefined> {
  const output = await git(repository.directory, ['merge-base', base, head]).catch(() => Buffer.alloc(0))
  return output.toString().trim() || undefined
}

/** Commits from here backwards, newest first, only those that touch the path if one is given. */
export async function listHistory(repository: GitRepository, from: string, count: number, path?: string): Promise<readonly string[]> {
  const scope = path === undefined ? [] : ['--', `:(literal)${path}`]
  const output = await git(repository.directory, ['rev-list', `--max-count=${count}`, from, ...scope])
  return output.toString().split('\n').filter(Boolean)
}
