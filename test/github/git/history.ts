import { type GitRepository, readCommit } from './repository.ts'
import { git } from './run.ts'

export interface Relation {
  /** Absent where the two have no history in common. */
  readonly mergeBase: string | undefined
  /** Commits of the head that the base lacks, oldest first. */
  readonly ahead: readonly string[]
  readonly behind: number
}

/** How two commits relate: seen at once where history is a line, asked of git where it is not. */
export async function relate(repository: GitRepository, base: string, head: string): Promise<Relation> {
  return (await relateLines(repository, base, head)) ?? relateByGit(repository, base, head)
}

const STEPS = 200

interface Line {
  readonly commits: string[]
  /** Where to go on; absent at a root, and at a merge, where the line ends. */
  next: string | undefined
  isWhole: boolean
}

/** Walks back from both, a step each, while every commit has one parent; `undefined` where that does not tell. */
async function relateLines(repository: GitRepository, base: string, head: string): Promise<Relation | undefined> {
  const behind: Line = { commits: [], next: base, isWhole: true }
  const ahead: Line = { commits: [], next: head, isWhole: true }
  for (let step = 0; step < STEPS && (behind.next !== undefined || ahead.next !== undefined); step += 1) {
    for (const [own, other] of [[behind, ahead] as const, [ahead, behind] as const]) {
      const met = own.next === undefined ? -1 : other.commits.indexOf(own.next)
      if (met >= 0)
        return relation(own.next, own === ahead ? own.commits : other.commits.slice(0, met), own === behind ? own.commits.length : met)
      await stepBack(repository, own)
    }
  }
  if (behind.next !== undefined || ahead.next !== undefined || !behind.isWhole || !ahead.isWhole) return undefined
  return relation(undefined, ahead.commits, behind.commits.length)
}

function relation(mergeBase: string | undefined, ahead: readonly string[], behind: number): Relation {
  return { mergeBase, ahead: ahead.toReversed(), behind }
}

async function stepBack(repository: GitRepository, line: Line): Promise<void> {
  if (line.next === undefined) return
  const commit = await readCommit(repository, line.next)
  line.commits.push(line.next)
  line.isWhole = commit !== undefined && commit.parents.length < 2
  line.next = line.isWhole ? commit?.parents[0] : undefined
}

/** One call, unless several merge bases are possible. */
export async function relateByGit(repository: GitRepository, base: string, head: string): Promise<Relation> {
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
