import { listHistory } from '../git/history.ts'
import { type Commit, readCommit } from '../git/repository.ts'
import { findEntry, listLevel, type TreeEntry } from '../git/tree.ts'
import { pullsWith } from '../state/associated.ts'
import { timestamp } from '../state/clock.ts'
import type { Repository } from '../state/nouns.ts'
import { nodeId } from '../state/world.ts'
import { connection, type Paging, type Query } from './query.ts'

/** A git object by its id: commit, tree or blob; null when the network does not have it. */
export async function resolveObject(query: Query, repository: Repository, oid: string): Promise<object | null> {
  query.objects += 1
  const known = await repository.git.objects.stat(oid)
  if (known === undefined) return null
  if (known.type === 'blob') return resolveBlob(query, repository, oid)
  if (known.type === 'tree') return resolveTree(query, repository, oid)
  const commit = await readCommit(repository.git, oid)
  return commit === undefined ? null : resolveCommitObject(query, repository, commit)
}

function resolveBlob(query: Query, repository: Repository, oid: string) {
  const content = repository.git.objects.read(oid).then((object) => object!.content)
  const limit = query.world.limits.graphqlTextBytes
  return {
    __typename: 'Blob',
    id: nodeId('B', oid),
    oid,
    byteSize: () => content.then(({ length }) => length),
    isBinary: () => content.then(isBinary),
    isTruncated: () => content.then(({ length }) => length > limit),
    text: () => content.then((bytes) => (isBinary(bytes) ? null : bytes.toString('utf8', 0, limit))),
  }
}

/** Git's own measure: a NUL early on. */
function isBinary(content: Buffer): boolean {
  return content.subarray(0, 8_000).includes(0)
}

function resolveTree(query: Query, repository: Repository, oid: string) {
  return {
    __typename: 'Tree',
    id: nodeId('T', oid),
    oid,
    entries: async () => (await listLevel(repository.git, oid)).map((entry) => resolveEntry(query, repository, entry)),
  }
}

/** Modes are numbers here: 33188 is 100644. */
function resolveEntry(query: Query, repository: Repository, entry: TreeEntry, path = entry.path) {
  const { mode, type, oid, path: name } = entry
  const object = (): Promise<object | null> => resolveObject(query, repository, oid)
  const size = async () => entry.size ?? (await repository.git.objects.stat(oid))?.size ?? 0
  return { name, path, mode: Number.parseInt(mode, 8), type, oid, size, object }
}

async function resolveFile(query: Query, repository: Repository, commit: Commit, path: string) {
  const entry = await findEntry(repository.git, commit.tree, path)
  return entry === undefined || path === '' ? null : resolveEntry(query, repository, entry, path)
}

export function resolveCommitObject(query: Query, repository: Repository, commit: Commit) {
  const byId = async (oid: string) => resolveCommitObject(query, repository, (await readCommit(repository.git, oid))!)
  return {
    __typename: 'Commit',
    id: nodeId('C', commit.oid),
    oid: commit.oid,
    message: commit.message,
    messageHeadline: commit.message.split('\n', 1)[0],
    committedDate: timestamp(commit.committer.at),
    tree: () => resolveTree(query, repository, commit.tree),
    parents: (paging: Paging) => connection(commit.parents, paging, byId),
    file: ({ path }: { readonly path: string }) => resolveFile(query, repository, commit, path),
    associatedPullRequests: async (paging: Paging) =>
      connection(await pullsWith(repository, commit.oid), paging, (pull) => query.resolve.pull(query, pull)),
    history: async ({ path, ...paging }: Paging & { readonly path?: string }) =>
      connection(await listHistory(repository.git, commit.oid, 10_000, path), paging, byId),
  }
}
