import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, type DocumentNode, execute, GraphQLError, type GraphQLFormattedError, parse, validate } from 'graphql'
import type { Budget } from '../api/budget.ts'
import { type Answer, type Call, type Operation, ok, refusalOf } from '../api/operation.ts'
import { timestamp } from '../state/clock.ts'
import type { World } from '../state/world.ts'
import { resolveObject } from './objects.ts'
import { resolvePull } from './pulls.ts'
import type { Query, Resolvers } from './query.ts'
import { resolveNode, resolveRef, resolveRepository, resolveVisible } from './repository.ts'

const resolvers: Resolvers = { object: resolveObject, pull: resolvePull, repository: resolveVisible, ref: resolveRef }
const schema = buildSchema(readFileSync(join(import.meta.dirname, 'schema.graphql'), 'utf8'))

/** GraphQL over GitHub's own schema, cut to what is served; anything else is refused by validation. */
export function graphqlOperation(budget: () => Budget): Operation {
  return { method: 'POST', template: '/graphql', describedAs: null, auth: 'installation', run: (call) => run(call, budget()) }
}

interface Body {
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

async function run(call: Call, budget: Budget): Promise<Answer> {
  const { query, variables, operationName } = (call.body ?? {}) as Body
  if (typeof query !== 'string') return { status: 400, body: { message: 'A query attribute must be specified and must be a string.' } }
  const document = read(query)
  if (!('kind' in document)) return ok({ errors: document.map((error) => refused(call.world, error)) })
  const asked: Query = { world: call.world, token: call.token, objects: 0, resolve: resolvers }
  const result = await execute({
    schema,
    document,
    rootValue: rootOf(asked, budget),
    contextValue: asked,
    ...(variables && { variableValues: variables }),
    ...(operationName !== undefined && { operationName }),
  })
  if (asked.objects > call.world.limits.graphqlObjects) return { status: 502, bytes: Buffer.from('<html>502 Bad Gateway</html>') }
  const errors = result.errors?.map((error) => formatted(call.world, error))
  return ok({ ...(result.data !== undefined && { data: result.data }), ...(errors && { errors }) })
}

const known = new Map<string, DocumentNode>()
const KNOWN = 100

/** The query as a document, or what is wrong with it. An app sends few different ones. */
function read(query: string): DocumentNode | readonly GraphQLError[] {
  const before = known.get(query)
  if (before !== undefined) return before
  try {
    const document = parse(query)
    const mistakes = validate(schema, document)
    if (mistakes.length > 0) return mistakes
    if (known.size < KNOWN) known.set(query, document)
    return document
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

/** A query outside of the cut schema is a drift of the one who asks, or a gap of ours: either way it must be seen. */
function refused(world: World, error: GraphQLError): GraphQLFormattedError {
  world.violations.push({ operation: 'graphql', side: 'request', errors: [error.message] })
  return error.toJSON()
}

const TYPES: Readonly<Record<number, string>> = { 403: 'FORBIDDEN', 404: 'NOT_FOUND', 422: 'INVALID_PAGINATION' }

function formatted(world: World, error: GraphQLError): object {
  const { originalError, path, locations } = error
  const refusal = refusalOf(originalError)
  const isExpected = refusal?.status === 403 || refusal?.status === 404
  const side = originalError === undefined || refusal !== undefined ? 'request' : 'response'
  if (!isExpected) world.violations.push({ operation: 'graphql', side, errors: [error.stack ?? error.message] })
  if (refusal === undefined) return { message: error.message, path, locations }
  return { type: TYPES[refusal.status], message: (refusal.body as { message: string }).message, path, locations }
}

function rootOf(asked: Query, budget: Budget) {
  return {
    id: 'Q_root',
    repository: ({ owner, name }: { owner: string; name: string }) => resolveRepository(asked, owner, name),
    node: ({ id }: { id: string }) => resolveNode(asked, id),
    rateLimit: () => {
      const { limit, used, remaining, reset } = budget.status(asked.token, 'graphql')
      return { cost: 1, nodeCount: asked.objects, limit, used, remaining, resetAt: timestamp(reset * 1_000) }
    },
  }
}
