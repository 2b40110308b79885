import { createHash, randomUUID } from 'node:crypto'
import type { Effect } from '../faults.ts'
import { checkRequest, checkResponse, operationId } from '../openapi/validate.ts'
import type { RequestRecord } from '../requests.ts'
import type { Repository, Token } from '../state/nouns.ts'
import { now, type World } from '../state/world.ts'
import { authenticate, authorize, type Identity } from './auth.ts'
import { type Budget, primaryLimit, type Resource, rateHeaders, secondaryLimit } from './budget.ts'
import { type Answer, type Call, notFound, type Operation, refusalOf, refuse } from './operation.ts'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Headers
  /** `undefined` without a body; a string that is not JSON is refused. */
  readonly text: string
}

/** What the server does with a request: answers, never answers, or cuts the connection. */
export type Outcome =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: Uint8Array | string
    }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }

interface Context {
  readonly world: World
  readonly budget: Budget
  readonly operation: Operation
  readonly asked: Asked
  readonly name: string
  readonly body: unknown
  readonly repository: Repository | undefined
  readonly identity: Identity
  readonly record: RequestRecord
}

/** One request from the first byte to the last, in GitHub's order: fault, credentials, repository, limits, description, work. */
export async function handle(world: World, budget: Budget, operation: Operation, asked: Asked, latencyMs: number): Promise<Outcome> {
  const context = begin(world, budget, operation, asked)
  const { record } = context
  if (latencyMs > 0) await world.clock.sleep(latencyMs)
  const effect = world.faults.strike({ ...context.record, operation: context.name })
  record.fault = effect?.kind
  const outcome = await withEffect(context, effect)
  record.status = outcome.kind === 'answer' ? outcome.status : undefined
  record.bytes = outcome.kind === 'answer' ? outcome.body.length : 0
  if (outcome.kind !== 'hang') world.requests.end(record, world.clock.now())
  return outcome
}

function begin(world: World, budget: Budget, operation: Operation, asked: Asked): Context {
  const name = operation.describedAs === null ? operation.template.slice(1) : operationId(operation.method, template(operation))
  const body = parseBody(asked.text)
  const repository = findRepository(world, asked.params)
  const identity = identify(world, operation, asked)
  const record = world.requests.begin({
    operation: name,
    method: asked.method,
    path: asked.path,
    repositoryId: repository?.id,
    installationId: 'refused' in identity ? undefined : identity.token?.installation.id,
    apiVersion: asked.headers.get('x-github-api-version') ?? undefined,
    body: body === undefined || asked.text.length > 1_000_000 ? undefined : body,
    startedAt: world.clock.now(),
  })
  return { world, budget, operation, asked, name, body, repository, identity, record }
}

/** A refused identity is kept for later: a fault may strike first. */
function identify(world: World, operation: Operation, asked: Asked): Identity & { readonly refused?: unknown } {
  try {
    return authenticate(world, asked.headers.get('authorization'), operation.auth)
  } catch (error) {
    return { refused: error }
  }
}

async function withEffect(context: Context, effect: Effect | undefined): Promise<Outcome> {
  if (effect === undefined) return finish(context, await serve(context))
  if (effect.kind === 'delay') await context.world.clock.sleep(effect.ms)
  else if (effect.kind === 'expired-token') expireToken(context.identity.token)
  else if (!('after' in effect && effect.after === true)) return strike(context, effect)
  const served = await serve(context)
  return effect.kind === 'delay' || effect.kind === 'expired-token' ? finish(context, served) : strike(context, effect)
}

function expireToken(token: Token | undefined): void {
  if (token !== undefined) token.expiresAt = 0
}

function strike(context: Context, effect: Effect): Outcome {
  switch (effect.kind) {
    case 'hang':
    case 'reset':
      return { kind: effect.kind }
    case 'status':
      return finish(context, { status: effect.status, body: effect.body ?? { message: `Injected ${effect.status}` } })
    case 'malformed':
      return finish(context, { status: 200, bytes: Buffer.from('{"id": 1, "na'), headers: { 'content-type': 'application/json' } })
    case 'primary-limit': {
      const { token } = context.identity
      if (token !== undefined) context.budget.exhaust(token.installation.id, resource(context.operation))
      return finish(context, refusalOf(primaryLimit(token?.installation.id ?? 0))!)
    }
    default:
      return finish(context, refusalOf(secondaryLimit('retryAfter' in effect ? (effect.retryAfter ?? 60) : 60))!)
  }
}

async function serve(context: Context): Promise<Answer> {
  try {
    return await answer(context)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal !== undefined) return refusal
    const errors = [error instanceof Error ? (error.stack ?? error.message) : String(error)]
    context.world.violations.push({ operation: context.name, side: 'response', errors })
    return { status: 500, body: { message: 'Server Error', errors } }
  }
}

async function answer(context: Context): Promise<Answer> {
  const { world, operation, asked, identity, repository, body } = context
  if ('refused' in identity) throw identity.refused
  if (world.requests.active > world.limits.concurrentRequests) throw secondaryLimit(60)
  if ('owner' in asked.params || 'repository_id' in asked.params) reach(context)
  else if (identity.token !== undefined && operation.permission) authorize(identity.token, undefined, operation)
  if (asked.path !== '/rate_limit')
    context.budget.spend(identity.token, resource(operation), operation.method === 'GET' ? 1 : points(operation))
  if (body instanceof SyntaxError) throw refuse(400, 'Problems parsing JSON')
  checkAsked(context)
  const call = { world, path: asked.path, params: asked.params, query: asked.query, headers: asked.headers, body, ...identity, repository }
  const given = await operation.run(call as Call)
  return checkGiven(context, given)
}

function points(operation: Operation): number {
  return operation.template === '/graphql' ? 1 : 5
}

function reach({ world, asked, identity, operation, repository }: Context): void {
  if (repository === undefined) throw notFound()
  if (identity.token !== undefined) authorize(identity.token, repository, operation)
  const { owner = '', repo = '' } = asked.params
  const current = `${repository.owner.login}/${repository.name}`.toLowerCase()
  if ('owner' in asked.params && `${owner}/${repo}`.toLowerCase() !== current) {
    const location = `${world.url}${asked.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository.id}`)}`
    throw refuse(301, 'Moved Permanently', { url: location }, { location })
  }
}

function checkAsked(context: Context): void {
  const { world, operation, asked, body, repository } = context
  if (!world.validate || operation.describedAs === null) return
  const { repository_id: byId, ...named } = asked.params
  const params = byId === undefined ? named : { ...named, owner: repository!.owner.login, repo: repository!.name }
  const errors = checkRequest(operation.method, template(operation), { params, query: asked.query, body })
  if (errors.length === 0) return
  world.violations.push({ operation: context.name, side: 'request', errors })
  throw refuse(422, `Invalid request.\n\n${errors.join('\n')}`)
}

function checkGiven(context: Context, given: Answer): Answer {
  const { world, operation } = context
  if (!world.validate || operation.describedAs === null || given.bytes !== undefined) return given
  const errors = checkResponse(operation.method, template(operation), given.status, given.body)
  if (errors.length === 0) return given
  world.violations.push({ operation: context.name, side: 'response', errors })
  return { status: 500, body: { message: 'The loopback GitHub left the description of GitHub', errors } }
}

function template(operation: Operation): string {
  return operation.describedAs ?? operation.template
}

function resource(operation: Operation): Resource {
  return operation.template === '/graphql' ? 'graphql' : 'core'
}

function finish(context: Context, { status, body, bytes, headers }: Answer): Outcome {
  const { world, asked, identity, budget, operation } = context
  const content = bytes ?? (body === undefined ? '' : JSON.stringify(body))
  const type = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  const etag = asked.method === 'GET' && status === 200 ? entityTag(asked, content) : undefined
  const shared = {
    date: new Date(now(world)).toUTCString(),
    'x-github-request-id': randomUUID(),
    'x-github-media-type': 'github.v3; format=json',
    ...(etag && { etag }),
  }
  const unchanged = etag !== undefined && asked.headers.get('if-none-match') === etag
  if (unchanged) budget.refund(identity.token, resource(operation))
  const rate = operation.auth === 'none' ? {} : rateHeaders(budget.status(identity.token, resource(operation)), resource(operation))
  const sent = { ...type, ...shared, ...rate, ...headers }
  return unchanged ? { kind: 'answer', status: 304, headers: sent, body: '' } : { kind: 'answer', status, headers: sent, body: content }
}

/** GitHub's tags differ by token, so that they are worth little after an hour. */
function entityTag(asked: Asked, content: Uint8Array | string): string {
  const hash = createHash('sha1')
    .update(asked.headers.get('authorization') ?? '')
    .update(content)
  return `W/"${hash.digest('hex')}"`
}

function findRepository(world: World, params: Readonly<Record<string, string>>): Repository | undefined {
  if (params.repository_id !== undefined) return world.repositories.get(Number(params.repository_id))
  return params.owner === undefined ? undefined : world.names.get(`${params.owner}/${params.repo}`.toLowerCase())
}

function parseBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}
