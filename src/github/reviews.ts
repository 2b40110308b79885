import type { Repository } from './repository.ts'

export interface PullReview {
  readonly author: string
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  readonly body: string
  /** The commit that was looked at. */
  readonly commit: string | undefined
}

const DOCUMENT = `
  query Reviews($owner: String!, $repo: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
      author { login }
      reviews(first: 100, after: $after) { nodes { state body author { login } commit { oid } } pageInfo { hasNextPage endCursor } }
    } }
  }`

type RawReview = Omit<PullReview, 'author' | 'commit'> & {
  readonly author: { login: string } | null
  readonly commit: { oid: string } | null
}

interface Answer {
  readonly repository: {
    readonly pullRequest: {
      readonly author: { readonly login: string } | null
      readonly reviews: {
        readonly nodes: readonly (RawReview | null)[]
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
      } | null
    } | null
  } | null
}

export interface Reviews {
  /** Of the pull request. */
  readonly author: string | undefined
  /** Oldest first. */
  readonly reviews: readonly PullReview[]
}

/** What was said in reviews of a pull request. */
export async function readReviews(repository: Repository, number: number): Promise<Reviews> {
  const reviews: PullReview[] = []
  for (let after: string | undefined, page = await readPage(repository, number); ; page = await readPage(repository, number, after)) {
    for (const review of page?.reviews?.nodes ?? [])
      if (review?.author) reviews.push({ ...review, author: review.author.login, commit: review.commit?.oid })
    const info = page?.reviews?.pageInfo
    if (!info?.hasNextPage || info.endCursor === null) return { author: page?.author?.login, reviews }
    after = info.endCursor
  }
}

async function readPage({ client, at }: Repository, number: number, after?: string) {
  const { repository } = await client.graphql<Answer>(DOCUMENT, { ...at, number, after })
  return repository?.pullRequest
}
