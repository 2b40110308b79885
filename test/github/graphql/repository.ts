import { authorize, reaches } from '../api/auth.ts'
import { notFound, refuse } from '../api/operation.ts'
import { readCommit, resolveCommit } from '../git/repository.ts'
import { findEntry } from '../git/tree.ts'
import type { Access, Repository } from '../state/nouns.ts'
import { fullName, nodeId, parseNodeId } from '../state/world.ts'
import { resolveObject } from './objects.ts'
import { type PullFilter, resolveActor, resolvePull, resolvePulls } from './pulls.ts'
import type { Query } from './query.ts'

/** A repository that the token may see, by name; GraphQL says which name it could not resolve. */
export function resolveRepository(query: Query, owner: string, name: string) {
  const repository = query.world.names.get(`${owner}/${name}`.toLowerCase())
  const visible = repository !== undefined && (!repository.private || reaches(query.token, repository))
  if (!visible) throw refuse(404, `Could not resolve to a Repository with the name '${owner}/${name}'.`)
  return resolveVisible(query, repository)
}

/** Repositories and pull requests by their global id. */
export function resolveNode(query: Query, id: string) {
  const [kind, key] = parseNodeId(id)
  const repositories = [...query.world.repositories.values()].filter((candidate) => !candidate.private || reaches(query.token, candidate))
  const missing = refuse(404, `Could not resolve to a node with the global id of '${id}'.`)
  if (kind === 'R') {
    const repository = repositories.find((candidate) => String(candidate.id) === key)
    if (repository === undefined) throw missing
    return resolveVisible(query, repository)
  }
  const pull = repositories.flatMap(({ pulls }) => [...pulls.values()]).find((candidate) => String(candidate.id) === key)
  if (kind !== 'PR' || pull === undefined) throw missing
  return resolvePull(query, pull)
}

export function resolveVisible(query: Query, repository: Repository) {
  const may = (permission: string): void => need(query, repository, permission)
  return {
    __typename: 'Repository',
    id: nodeId('R', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    owner: resolveActor(repository.owner),
    isPrivate: repository.private,
    isArchived: repository.archived,
    isFork: repository.forkOf !== undefined,
    defaultBranchRef: () => resolveRef(query, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      may('contents')
      return resolveRef(query, repository, qualifiedName)
    },
    object: (asked: { oid?: string; expression?: string }) => {
      may('contents')
      return asked.oid === undefined
        ? resolveExpression(query, repository, asked.expression ?? '')
        : resolveObject(query, repository, asked.oid)
    },
    pullRequest: ({ number }: { number: number }) => {
      may('pull_requests')
      const pull = repository.pulls.get(number)
      if (pull === undefined) throw refuse(404, `Could not resolve to a PullRequest with the number of ${number}.`)
      return resolvePull(query, pull)
    },
    pullRequests: (filter: PullFilter) => {
      may('pull_requests')
      return resolvePulls(query, repository, filter)
    },
  }
}

function need({ token }: Query, repository: Repository, name: string): void {
  const permission: readonly [string, Access] = [name, 'read']
  authorize(token, repository, { method: 'GET', template: '/graphql', auth: 'installation', permission, run: () => ({ status: 200 }) })
}

/** A branch by its full name, or by its short one. */
export function resolveRef(query: Query, repository: Repository, qualified: string) {
  const name = [qualified, `refs/heads/${qualified}`].find((candidate) => repository.git.refs.has(candidate))
  if (name === undefined) return null
  const prefix = /^refs\/[^/]+\//.exec(name)?.[0] ?? 'refs/'
  const target = (): Promise<object | null> => resolveObject(query, repository, repository.git.refs.get(name)!)
  return { id: nodeId('REF', `${repository.id}:${name}`), name: name.slice(prefix.length), prefix, target }
}

/** `rev` or `rev:path`. */
async function resolveExpression(query: Query, repository: Repository, expression: string): Promise<object | null> {
  const at = expression.indexOf(':')
  const revision = await resolveCommit(repository.git, at < 0 ? expression : expression.slice(0, at))
  if (revision === undefined) return null
  if (at < 0) return resolveObject(query, repository, revision)
  const commit = await readCommit(repository.git, revision)
  const entry = commit && (await findEntry(repository.git, commit.tree, expression.slice(at + 1)))
  if (commit === undefined) throw notFound()
  return entry === undefined ? null : resolveObject(query, repository, entry.oid)
}
