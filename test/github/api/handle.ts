import { checkRequest, checkResponse } from '../openapi/validate.ts'
import type { World } from '../state/world.ts'
import { authorize } from './auth.ts'
import { type Budget, secondaryLimit } from './budget.ts'
import { type Asked, beginRequest, type Context, descriptionPath, resourceOf } from './context.ts'
import { inject } from './inject.ts'
import { type Answer, type Call, notFound, type Operation, refusalOf, refuse } from './operation.ts'
import { type Outcome, respond } from './respond.ts'

/** One request from the first byte to the last, in GitHub's order: fault, credentials, repository, limits, description, work. */
export async function handle(world: World, budget: Budget, operation: Operation, asked: Asked, latencyMs: number): Promise<Outcome> {
  const context = beginRequest(world, budget, operation, asked)
  const { record } = context
  if (latencyMs > 0) await world.clock.sleep(latencyMs)
  const effect = world.faults.strike(record)
  record.fault = effect?.kind
  const outcome = effect === undefined ? respond(context, await serve(context)) : await inject(context, effect, serve)
  record.status = outcome.kind === 'answer' ? outcome.status : undefined
  record.bytes = outcome.kind === 'answer' ? outcome.body.length : 0
  world.requests.end(record, world.clock.now())
  return outcome
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
  if (operation.auth !== 'none' && asked.path !== '/rate_limit')
    context.budget.spend(identity.token, resourceOf(operation), points(operation))
  checkVersion(asked)
  if (body instanceof SyntaxError) throw refuse(400, 'Problems parsing JSON')
  checkAsked(context)
  const call = { world, path: asked.path, params: asked.params, query: asked.query, headers: asked.headers, body, ...identity, repository }
  const given = await operation.run(call as Call)
  return checkGiven(context, given)
}

const VERSIONS = new Set(['2022-11-28', '2026-03-10'])

function checkVersion({ headers }: Asked): void {
  const version = headers.get('x-github-api-version')
  if (version !== null && !VERSIONS.has(version)) throw refuse(400, `Unsupported 'X-GitHub-Api-Version' value: ${version}`)
}

/** What a write weighs in the secondary limits. */
function points({ method, template }: Operation): number {
  return method === 'GET' || template === '/graphql' ? 1 : 5
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
  const errors = checkRequest(operation.method, descriptionPath(operation), { params, query: asked.query, body })
  if (errors.length === 0) return
  world.violations.push({ operation: context.name, side: 'request', errors })
  throw refuse(422, `Invalid request.\n\n${errors.join('\n')}`)
}

function checkGiven(context: Context, given: Answer): Answer {
  const { world, operation } = context
  if (!world.validate || operation.describedAs === null || given.bytes !== undefined) return given
  const errors = checkResponse(operation.method, descriptionPath(operation), given.status, given.body)
  if (errors.length === 0) return given
  world.violations.push({ operation: context.name, side: 'response', errors })
  return { status: 500, body: { message: 'The loopback GitHub left the description of GitHub', errors } }
}
