import type { Repository } from './repository.ts'

/** Fixes that can be committed from the page of a pull request: comments on lines, in one review. */
export interface Offer {
  /** Ours: tells it apart from all others of the pull request. */
  readonly key: string
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly body: string
}

export interface Offered {
  /** This head has had its review. */
  readonly answered: boolean
  /** Offers that stand on lines which nobody has changed since. */
  readonly keys: ReadonlySet<string>
}

const DOCUMENT = `
  query Offers($owner: String!, $repo: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
      reviews(first: 50, after: $after, states: [COMMENTED]) {
        nodes { body author { __typename } comments(first: 50) { nodes { body outdated } } } pageInfo { hasNextPage endCursor }
      }
    } }
  }`

interface RawReview {
  readonly body: string
  readonly author: { readonly __typename: string } | null
  readonly comments: { readonly nodes: readonly ({ readonly body: string; readonly outdated: boolean } | null)[] | null }
}

interface Answer {
  readonly repository: {
    readonly pullRequest: {
      readonly reviews: {
        readonly nodes: readonly (RawReview | null)[] | null
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
      } | null
    } | null
  } | null
}

/** A pull request with more reviews than this is offered nothing more. */
const MOST_PAGES = 10

/** What was offered so far, by the marks that we leave. Somebody else's bot could leave them too, and would only silence us. */
export async function readOffered({ client, at }: Repository, number: number, head: string): Promise<Offered> {
  const keys = new Set<string>()
  for (let after: string | undefined, page = 1; page <= MOST_PAGES; page++) {
    const { repository } = await client.graphql<Answer>(DOCUMENT, { ...at, number, after })
    const reviews = repository?.pullRequest?.reviews
    for (const review of reviews?.nodes ?? []) {
      if (review?.author?.__typename !== 'Bot') continue
      if (review.body.includes(headMark(head))) return { answered: true, keys }
      for (const comment of review.comments.nodes ?? []) {
        const key = comment && !comment.outdated && KEY_MARK.exec(comment.body)?.[1]
        if (key) keys.add(key)
      }
    }
    if (!reviews?.pageInfo.hasNextPage || reviews.pageInfo.endCursor === null) return { answered: false, keys }
    after = reviews.pageInfo.endCursor
  }
  return { answered: true, keys }
}

/** Posts one review that approves and refuses nothing. One comment outside of the diff would sink it. */
export async function postOffers(
  { client, at }: Repository,
  {
    number,
    head,
    words,
    offers,
  }: { readonly number: number; readonly head: string; readonly words: string; readonly offers: readonly Offer[] },
): Promise<void> {
  await client.rest.pulls.createReview({
    ...at,
    pull_number: number,
    commit_id: head,
    event: 'COMMENT',
    body: `${words}\n\n${headMark(head)}`,
    comments: offers.map(wireOffer),
  })
}

function wireOffer({ key, path, startLine, endLine, body }: Offer) {
  const several = startLine < endLine ? { start_line: startLine, start_side: 'RIGHT' } : {}
  return { path, ...several, line: endLine, side: 'RIGHT', body: `${body}\n\n<!-- readiness:fix ${key} -->` }
}

const KEY_MARK = /<!-- readiness:fix ([0-9a-f]{1,64}) -->\s*$/

function headMark(head: string): string {
  return `<!-- readiness:fixes ${head} -->`
}
