import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** Answers a request, or leaves it to the next. */
export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean> | boolean

/** A server that tries its routes one after another. No error reaches the caller. */
export function serve(routes: readonly Route[], onError: (error: unknown) => void): Server {
  const server = createServer((request, response) => {
    answer(routes, request, response).catch((error: unknown) => {
      onError(error)
      reply(response, 500, 'internal error')
    })
  })
  // Slow senders hold a connection, and nothing else.
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  // Longer than proxies keep theirs: who closes first may do it just when the other sends, and that webhook would be lost.
  server.keepAliveTimeout = 75_000
  return server
}

async function answer(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://localhost')
  for (const route of url ? routes : []) if (await route(request, response, url!)) return
  reply(response, 404, 'not found')
}

export function reply(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): true {
  if (!response.headersSent) response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' })
  response.end(text)
  return true
}

/** The body, or `undefined` when it is longer than allowed: then the rest is not read. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
