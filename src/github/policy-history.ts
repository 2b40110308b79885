import { readBlobs } from './blobs.ts'
import { Incomplete } from './failure.ts'
import type { Repository } from './repository.ts'

export interface PastPolicy {
  /** The newest commit of the branch that had it. */
  readonly commit: string
  readonly text: string
}

interface Past {
  readonly oid: string
  readonly parents: { readonly nodes: readonly ({ readonly oid: string } | null)[] }
  readonly file: { readonly mode: number; readonly oid: string } | null
}

const PAGE = 100
const PAGES = 10

const DOCUMENT = `
  query PolicyHistory($owner: String!, $repo: String!, $from: GitObjectID!, $policy: String!) {
    repository(owner: $owner, name: $repo) {
      object(oid: $from) { ... on Commit { history(first: ${PAGE}) {
        nodes { oid parents(first: 1) { nodes { oid } } file(path: $policy) { mode oid } }
      } } }
    }
  }`

/**
 * The policies that a branch had before this commit, newest first, each once. Only first parents are followed: what a merged branch had in
 * between never held here.
 */
export async function* pastPolicies(repository: Repository, policyPath: string, tip: string): AsyncGenerator<PastPolicy> {
  const seen = new Set<string>()
  for await (const { oid, file } of firstParents(repository, policyPath, tip)) {
    if (!file || (file.mode & 0o170000) !== 0o100000 || seen.has(file.oid)) continue
    seen.add(file.oid)
    const text = await textOf(repository, file.oid)
    if (text !== undefined) yield { commit: oid, text }
  }
}

async function* firstParents(repository: Repository, policyPath: string, tip: string): AsyncGenerator<Past> {
  let next: string | undefined = tip
  for (let page = 0; page < PAGES && next !== undefined; page++) {
    const past: ReadonlyMap<string, Past> = new Map((await readPage(repository, policyPath, next)).map((one) => [one.oid, one]))
    if (past.size === 0) throw new Incomplete('GitHub does not show the history of the base')
    while (next !== undefined && past.has(next)) {
      yield past.get(next)!
      next = past.get(next)!.parents.nodes[0]?.oid
    }
  }
}

async function readPage({ client, at }: Repository, policy: string, from: string): Promise<readonly Past[]> {
  type Answer = { repository: { object: { history: { nodes: readonly (Past | null)[] } } | null } | null }
  const { repository } = await client.graphql<Answer>(DOCUMENT, { ...at, from, policy })
  return (repository?.object?.history.nodes ?? []).filter((one) => one !== null)
}

async function textOf(repository: Repository, id: string): Promise<string | undefined> {
  for await (const { bytes } of readBlobs(repository, [id], new Map())) {
    if (bytes && bytes.length < 512_000) return Buffer.from(bytes).toString('utf8')
  }
  return undefined
}
