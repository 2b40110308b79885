import { failureOf, Incomplete } from './failure.ts'
import type { Repository } from './repository.ts'
import type { Commit } from './snapshot.ts'

/** Where the head left the base. `undefined` where they share no history. */
export async function mergeBase(repository: Repository, base: string, head: string): Promise<Commit | undefined> {
  const compared = await compare(repository, base, head, 1).catch((error: unknown) => unlessRefused(error))
  if (compared !== 'refused') return compared
  // The second page has no diff, which is what GitHub cannot make in time.
  const second = await compare(repository, base, head, 2).catch((error: unknown) => unlessRefused(error))
  return second && second !== 'refused' ? second : fromHistory(repository, base, head)
}

async function compare({ client, at }: Repository, base: string, head: string, page: number): Promise<Commit | undefined> {
  const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${base}...${head}`, per_page: 1, page })
  const found = data.merge_base_commit as typeof data.merge_base_commit | undefined
  if (!found) throw new Incomplete('The comparison has no merge base')
  return { oid: found.sha, tree: found.commit.tree.sha }
}

/** Both `422 this diff is taking too long` and `502` are ways to say that the diff is too large. */
function unlessRefused(error: unknown): 'refused' | undefined {
  const failure = failureOf(error)
  if (failure?.kind === 'invalid' || failure?.kind === 'transient') return 'refused'
  if (failure?.kind === 'gone' && /no common ancestor/i.test(failure.detail)) return undefined
  throw error
}

interface Ancestor {
  readonly oid: string
  readonly tree: string
  readonly parents: readonly string[]
}

const PAGE = 100
const PAGES = 20

/** Walks both histories, newest first, until they meet. */
async function fromHistory(repository: Repository, base: string, head: string): Promise<Commit | undefined> {
  const known = new Map<string, Ancestor>()
  for (let page = 1; page <= PAGES; page++) {
    const pages = await Promise.all([base, head].map((tip) => history(repository, tip, page)))
    for (const ancestor of pages.flat()) known.set(ancestor.oid, ancestor)
    const met = meet(known, base, head)
    if (met) return { oid: met.oid, tree: met.tree }
    if (pages.every((commits) => commits.length < PAGE)) return undefined
  }
  throw new Incomplete(`The histories of base and head do not meet in ${PAGE * PAGES} commits`)
}

async function history({ client, at }: Repository, tip: string, page: number): Promise<readonly Ancestor[]> {
  const { data } = await client.rest.repos.listCommits({ ...at, sha: tip, per_page: PAGE, page })
  return data.map(({ sha, commit, parents }) => ({ oid: sha, tree: commit.tree.sha, parents: parents.map((parent) => parent.sha) }))
}

/** The first commit on the way back from the head that the base has too and that no other such commit has behind it. */
function meet(known: ReadonlyMap<string, Ancestor>, base: string, head: string): Ancestor | undefined {
  const ofBase = reachable(known, [base])
  const common = [...reachable(known, [head])].filter((oid) => ofBase.has(oid))
  const behind = reachable(
    known,
    common.flatMap((oid) => known.get(oid)?.parents ?? []),
  )
  const best = common.find((oid) => !behind.has(oid))
  return best === undefined ? undefined : known.get(best)
}

/** Nearest first. */
function reachable(known: ReadonlyMap<string, Ancestor>, from: readonly string[]): ReadonlySet<string> {
  const seen = new Set(from.filter((oid) => known.has(oid)))
  for (const oid of seen) {
    for (const parent of known.get(oid)!.parents) if (known.has(parent)) seen.add(parent)
  }
  return seen
}
