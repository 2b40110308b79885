import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import type { Budget } from './api/budget.ts'
import type { Asked } from './api/context.ts'
import { handle } from './api/handle.ts'
import type { Operation } from './api/operation.ts'
import type { Outcome } from './api/respond.ts'
import type { World } from './state/world.ts'

type Bindings = { Bindings: HttpBindings }

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

export interface ServerParts {
  readonly world: World
  readonly budget: Budget
  readonly operations: readonly Operation[]
  readonly latencyMs: number
  readonly port: number
  /** Everything that is not the API. */
  readonly pages: Hono
}

/** Serves the operations below `/` as api.github.com does, and below `/api/v3` as an Enterprise Server does. */
export async function listen(parts: ServerParts): Promise<Listening> {
  const site = new Hono<Bindings>()
  const api = apiRoutes(parts)
  site.route('/api/v3', api)
  site.route('/api', api)
  site.route('/', api)
  site.route('/', parts.pages)
  site.notFound((c) => notServed(parts.world, c))
  const server = createAdaptorServer({ fetch: site.fetch, overrideGlobalObjects: false }) as Server
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(parts.port, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Whoever comes with credentials asks the API: for something that we lack, or that GitHub lacks. */
function notServed({ violations }: World, c: Context): Response {
  const operation = `${c.req.method} ${c.req.path}`
  if (c.req.header('authorization') !== undefined) violations.push({ operation, side: 'request', errors: ['is not served'] })
  return c.json({ message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }, 404)
}

function apiRoutes(parts: ServerParts): Hono<Bindings> {
  const api = new Hono<Bindings>()
  for (const operation of parts.operations) {
    const respond = async (c: Context<Bindings>): Promise<Response> => {
      const asked = await read(c)
      return reply(c, await handle(parts.world, parts.budget, operation, asked, parts.latencyMs))
    }
    api.on(operation.method, pattern(operation.template), respond)
    if (operation.template.startsWith('/repos/{owner}/{repo}')) {
      api.on(operation.method, pattern(operation.template.replace('/repos/{owner}/{repo}', '/repositories/{repository_id}')), respond)
    }
  }
  return api
}

/** These parts of a path may hold slashes. */
const GREEDY = new Set(['ref', 'path', 'basehead', 'branch', 'tree_sha'])

function pattern(template: string): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (GREEDY.has(name) ? `:${name}{.+}` : `:${name}`))
}

async function read(c: Context<Bindings>): Promise<Asked> {
  const { req } = c
  const text = req.method === 'GET' ? '' : await req.text()
  const path = req.path.replace(/^\/api(?:\/v3)?(?=\/)/, '')
  return { method: req.method, path, params: req.param(), query: req.query(), headers: req.raw.headers, text }
}

async function reply(c: Context<Bindings>, outcome: Outcome): Promise<Response> {
  if (outcome.kind === 'answer') {
    const empty = outcome.body.length === 0 || outcome.status === 304
    const body = typeof outcome.body === 'string' ? outcome.body : new Uint8Array(outcome.body)
    return new Response(empty ? null : body, { status: outcome.status, headers: outcome.headers })
  }
  if (outcome.kind === 'reset') c.env.incoming.socket.destroy()
  else await new Promise((resolve) => c.env.outgoing.on('close', resolve))
  return RESPONSE_ALREADY_SENT
}
