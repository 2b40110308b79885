import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An Enterprise Server in front of a GitHub on loopback: its API is below `/api` and nowhere else. */
export interface Enterprise {
  /** Name and port, as `GHE_HOST` has it. */
  readonly host: string
  /** Paths that were asked for and are not there. */
  readonly missed: readonly string[]
  close(): Promise<void>
}

/** `/api/v3` is REST, `/api/graphql` is GraphQL, the rest of what is let through are pages for people. */
const SERVED = /^\/api\/(?:v3\/|graphql$)|^\/settings\/apps\/new|^\/organizations\/[^/]+\/settings\/apps\/new/

export async function startEnterprise(github: string): Promise<Enterprise> {
  const missed: string[] = []
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? ''
    if (!SERVED.test(path)) {
      missed.push(path)
      outgoing.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}')
      return
    }
    const { method, headers } = incoming
    const onward = request(new URL(path, github), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
    })
    onward.once('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    missed,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
