import { compareCommits } from '../git/compare.ts'
import { readCommit } from '../git/repository.ts'
import { findEntry } from '../git/tree.ts'
import { association } from '../render/pulls.ts'
import { timestamp } from '../state/clock.ts'
import type { Account, Pull, Repository, Review, ReviewComment, ReviewState } from '../state/nouns.ts'
import { nodeId } from '../state/world.ts'
import { connection, type Paging, type Query } from './query.ts'

export interface PullFilter extends Paging {
  readonly states?: readonly ('OPEN' | 'CLOSED' | 'MERGED')[]
  readonly headRefName?: string
  readonly baseRefName?: string
  readonly orderBy?: { readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS'; readonly direction: 'ASC' | 'DESC' }
}

export function resolvePulls(query: Query, repository: Repository, filter: PullFilter) {
  const { states, headRefName, baseRefName, orderBy } = filter
  const matching = [...repository.pulls.values()].filter(
    (pull) =>
      (states === undefined || states.includes(stateOf(pull))) &&
      (headRefName === undefined || pull.head.ref === headRefName) &&
      (baseRefName === undefined || pull.base.ref === baseRefName),
  )
  const key = (pull: Pull): number => (orderBy?.field === 'UPDATED_AT' ? pull.updatedAt : pull.number)
  const sign = orderBy?.direction === 'DESC' ? -1 : 1
  const ordered = matching.toSorted((a, b) => sign * (key(a) - key(b) || a.number - b.number))
  return connection(ordered, filter, (pull) => resolvePull(query, pull))
}

function stateOf(pull: Pull): 'OPEN' | 'CLOSED' | 'MERGED' {
  if (pull.mergedAt !== undefined) return 'MERGED'
  return pull.state === 'open' ? 'OPEN' : 'CLOSED'
}

export function resolvePull(query: Query, pull: Pull) {
  const { repository, head, base } = pull
  const headRepository = head.repository
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    state: stateOf(pull),
    isDraft: pull.draft,
    merged: pull.mergedAt !== undefined,
    author: resolveActor(pull.author),
    authorAssociation: association(repository, pull.author.login),
    headRefName: head.ref,
    headRefOid: head.sha,
    headRef: () => (headRepository === undefined ? null : query.resolve.ref(query, headRepository, `refs/heads/${head.ref}`)),
    headRepository: () => (headRepository === undefined ? null : query.resolve.repository(query, headRepository)),
    baseRefName: base.ref,
    baseRefOid: base.sha,
    baseRef: () => query.resolve.ref(query, repository, `refs/heads/${base.ref}`),
    baseRepository: () => query.resolve.repository(query, repository),
    isCrossRepository: headRepository !== repository,
    changedFiles: async () => (await compareCommits(repository.git, base.sha, head.sha)).files.length,
    createdAt: timestamp(pull.createdAt),
    updatedAt: timestamp(pull.updatedAt),
    closedAt: pull.closedAt === undefined ? null : timestamp(pull.closedAt),
    mergedAt: pull.mergedAt === undefined ? null : timestamp(pull.mergedAt),
    mergeCommit: () => (pull.mergeSha === undefined ? null : query.resolve.object(query, repository, pull.mergeSha)),
    reviews: ({ states, ...paging }: Paging & { readonly states?: readonly ReviewState[] }) =>
      connection(
        pull.reviews.filter(({ state }) => states?.includes(state) ?? true),
        paging,
        (review) => resolveReview(query, pull, review),
      ),
  }
}

function resolveReview(query: Query, pull: Pull, review: Review) {
  return {
    id: nodeId('PRR', review.id),
    databaseId: review.id,
    state: review.state,
    body: review.body,
    submittedAt: timestamp(review.submittedAt),
    author: resolveActor(review.author),
    authorAssociation: association(pull.repository, review.author.login),
    commit: () => query.resolve.object(query, pull.repository, review.sha),
    comments: (paging: Paging) => {
      const own = pull.comments.filter((comment) => comment.review === review)
      return connection(own, paging, (comment) => resolveComment(pull, comment))
    },
  }
}

/** Outdated: the file no longer has the line. */
async function resolveComment({ repository, head }: Pull, { id, body, path, line, review }: ReviewComment) {
  const linesAt = async (sha: string) => (await readText(repository, sha, path)).split('\n')
  const outdated = head.sha !== review.sha && !(await linesAt(head.sha)).includes((await linesAt(review.sha))[line - 1]!)
  return { id: nodeId('PRRC', id), databaseId: id, body, path, outdated }
}

async function readText({ git }: Repository, sha: string, path: string): Promise<string> {
  const commit = await readCommit(git, sha)
  const entry = commit && (await findEntry(git, commit.tree, path))
  return (entry && (await git.objects.read(entry.oid)))?.content.toString() ?? ''
}

/** Bots lose their suffix in GraphQL. */
export function resolveActor({ type, id, login }: Account) {
  return { __typename: type, id: nodeId('U', login), databaseId: id, login: login.replace(/\[bot\]$/, '') }
}
