import { operationId } from '../openapi/validate.ts'
import type { RequestRecord } from '../requests.ts'
import type { Repository } from '../state/nouns.ts'
import type { World } from '../state/world.ts'
import { authenticate, type Identity } from './auth.ts'
import type { Budget, Resource } from './budget.ts'
import type { Operation } from './operation.ts'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Headers
  /** The body as sent; empty without one. */
  readonly text: string
}

/** One request under way. */
export interface Context {
  readonly world: World
  readonly budget: Budget
  readonly operation: Operation
  readonly asked: Asked
  readonly name: string
  /** A `SyntaxError` where the body is not JSON. */
  readonly body: unknown
  readonly repository: Repository | undefined
  /** With the refusal, where the credentials are no good: a fault may strike first. */
  readonly identity: Identity & { readonly refused?: unknown }
  readonly record: RequestRecord
}

const LOGGED_BODY = 1_000_000

export function beginRequest(world: World, budget: Budget, operation: Operation, asked: Asked): Context {
  const name =
    operation.describedAs === null
      ? (operation.name ?? operation.template.slice(1))
      : operationId(operation.method, descriptionPath(operation))
  const body = parseBody(asked.text)
  const repository = findRepository(world, operation.template === '/graphql' ? variablesOf(body) : asked.params)
  const identity = identify(world, operation, asked)
  const record = world.requests.begin({
    operation: name,
    method: asked.method,
    path: asked.path,
    query: asked.query,
    repositoryId: repository?.id,
    installationId: identity.token?.installation.id,
    apiVersion: asked.headers.get('x-github-api-version') ?? undefined,
    body: asked.text.length > LOGGED_BODY ? undefined : body,
    startedAt: world.clock.now(),
  })
  return { world, budget, operation, asked, name, body, repository, identity, record }
}

function identify(world: World, operation: Operation, asked: Asked): Context['identity'] {
  try {
    return authenticate(world, asked.headers.get('authorization'), operation.auth)
  } catch (error) {
    return { refused: error }
  }
}

function findRepository(world: World, params: Readonly<Record<string, string>>): Repository | undefined {
  if (params.repository_id !== undefined) return world.repositories.get(Number(params.repository_id))
  return params.owner === undefined ? undefined : world.names.get(`${params.owner}/${params.repo}`.toLowerCase())
}

/** GraphQL names its repository in variables, if it can be told at all before the query runs. */
function variablesOf(body: unknown): Readonly<Record<string, string>> {
  const { owner, repo, name } = (body as { variables?: Record<string, unknown> } | undefined)?.variables ?? {}
  return typeof owner === 'string' ? { owner, repo: String(repo ?? name) } : {}
}

function parseBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}

/** The path by which GitHub's description knows an operation. */
export function descriptionPath(operation: Operation): string {
  return operation.describedAs ?? operation.template
}

export function resourceOf(operation: Operation): Resource {
  return operation.template === '/graphql' ? 'graphql' : 'core'
}
