import { verify } from 'node:crypto'
import type { App, Installation, Repository, Token } from '../state/nouns.ts'
import { now, type World } from '../state/world.ts'
import { notFound, type Operation, refuse } from './operation.ts'

export interface Identity {
  readonly app?: App
  readonly token?: Token
}

/** Who asks. The two wordings about `exp` and `iat` are what Octokit corrects its clock by. */
export function authenticate(world: World, authorization: string | null, kind: Operation['auth']): Identity {
  if (kind === 'none') return {}
  const credential = /^(?:bearer|token) (.+)$/i.exec(authorization ?? '')?.[1]
  if (credential === undefined) throw refuse(401, 'Requires authentication')
  return kind === 'app' ? { app: verifyJwt(world, credential) } : { token: findToken(world, credential) }
}

function verifyJwt(world: World, jwt: string): App {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const claims = decode(payload)
  const app = [...world.apps.values()].find(({ id, clientId }) => String(id) === String(claims.iss) || clientId === claims.iss)
  if (decode(header).alg !== 'RS256' || app === undefined) throw refuse(401, 'A JSON web token could not be decoded')
  const genuine = verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), app.publicKey, Buffer.from(signature, 'base64url'))
  if (!genuine) throw refuse(401, 'A JSON web token could not be decoded')
  checkTimes(claims, Math.floor(now(world) / 1_000))
  return app
}

function checkTimes({ exp, iat }: Readonly<Record<string, unknown>>, seconds: number): void {
  if (typeof exp !== 'number' || exp <= seconds) {
    throw refuse(401, "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires")
  }
  if (exp > seconds + 630) throw refuse(401, "'Expiration time' claim ('exp') is too far in the future")
  if (typeof iat !== 'number' || iat > seconds + 5) {
    throw refuse(401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued")
  }
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  } catch {
    throw refuse(401, 'A JSON web token could not be decoded')
  }
}

function findToken(world: World, value: string): Token {
  const token = world.tokens.get(value)
  if (token === undefined || token.expiresAt <= now(world)) throw refuse(401, 'Bad credentials')
  if (!world.installations.has(token.installation.id)) throw refuse(401, 'Bad credentials')
  if (token.installation.suspendedAt !== undefined) throw refuse(403, 'This installation has been suspended')
  return token
}

/** Whether an installation covers a repository. */
export function covers(installation: Installation, repository: Repository): boolean {
  if (installation.account !== repository.owner) return false
  return installation.selection === 'all' || installation.selected.has(repository.id)
}

/** Whether a token reaches a repository: what it was narrowed to, and what the installation covers today. */
export function reaches(token: Token, repository: Repository): boolean {
  return covers(token.installation, repository) && (token.repositories?.has(repository.id) ?? true)
}

/** Refuses as GitHub does: what one may not see does not exist, what one may not do is forbidden. */
export function authorize(token: Token, repository: Repository | undefined, operation: Operation): void {
  const [name, access] = operation.permission ?? ['metadata', 'read']
  if (repository !== undefined && !reaches(token, repository)) {
    if (repository.private) throw notFound()
    if (access === 'read') return
    throw forbidden()
  }
  const granted = name === 'metadata' ? 'read' : token.permissions[name]
  if (granted === undefined || (access === 'write' && granted !== 'write')) throw forbidden()
  if (access === 'write' && repository?.archived === true) {
    throw refuse(403, 'Repository was archived so is read-only.')
  }
}

function forbidden() {
  return refuse(403, 'Resource not accessible by integration')
}
