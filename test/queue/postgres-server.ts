import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../support/free-port.ts'

export interface PostgresServer {
  readonly url: string
  stop(): Promise<void>
}

const INSTALLED = '/usr/lib/postgresql'

/** The server that `DATABASE_URL` names, or one of our own from the binaries of the distribution. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env.DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const bin = newestBin()
  const folder = mkdtempSync(join(tmpdir(), 'readiness-postgres-'))
  const identity = unprivileged()
  if (identity) chownSync(folder, identity.uid, identity.gid)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'readiness', '-A', 'trust', '--no-sync'], {
    ...identity,
    cwd: folder,
    stdio: 'ignore',
  })
  const port = await freePort()
  const settings = ['-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=100']
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], { ...identity, cwd: folder, stdio: 'ignore' })
  await ready(join(bin, 'pg_isready'), port)
  return {
    url: `postgres://readiness@127.0.0.1:${port}/postgres`,
    stop: async () => {
      server.kill('SIGINT')
      await once(server, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
}

function newestBin(): string {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).toSorted((a, b) => Number(b) - Number(a)) : []
  if (!versions[0]) throw new Error('No PostgreSQL: set DATABASE_URL, or install the package postgresql')
  return join(INSTALLED, versions[0], 'bin')
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined
}

async function ready(program: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const check = spawn(program, ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
    const [code] = await once(check, 'exit')
    if (code === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('PostgreSQL did not start')
}
