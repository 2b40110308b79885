import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { renderAccount, renderApp, renderInstallation } from '../render/accounts.ts'
import { renderRepository } from '../render/repositories.ts'
import { addApp } from '../state/apps.ts'
import { timestamp } from '../state/clock.ts'
import type { Installation, Permissions, Token } from '../state/nouns.ts'
import { newTokenValue, now } from '../state/world.ts'
import { covers, reaches } from './auth.ts'
import { type Call, notFound, type Operation, ok, page, refuse } from './operation.ts'

export const appOperations: readonly Operation[] = [
  { method: 'GET', template: '/app', auth: 'app', run: ({ world, app }) => ok(renderApp(world, app)) },
  { method: 'GET', template: '/app/installations', auth: 'app', run: listInstallations },
  {
    method: 'GET',
    template: '/app/installations/{installation_id}',
    auth: 'app',
    run: (call) => ok(renderInstallation(call.world, findInstallation(call))),
  },
  { method: 'POST', template: '/app/installations/{installation_id}/access_tokens', auth: 'app', run: createToken },
  { method: 'GET', template: '/repos/{owner}/{repo}/installation', auth: 'app', run: installationOfRepository },
  { method: 'POST', template: '/app-manifests/{code}/conversions', auth: 'none', run: convertManifest },
  { method: 'GET', template: '/installation/repositories', auth: 'installation', run: listRepositories },
]

function installationsOf({ world, app }: Call): readonly Installation[] {
  return [...world.installations.values()].filter((installation) => installation.app === app)
}

function listInstallations(call: Call) {
  const { items, headers } = page(call, installationsOf(call))
  return { ...ok(items.map((installation) => renderInstallation(call.world, installation))), headers }
}

function findInstallation(call: Call): Installation {
  const found = installationsOf(call).find(({ id }) => id === Number(call.params.installation_id))
  if (found === undefined) throw notFound()
  return found
}

function installationOfRepository(call: Call) {
  const found = installationsOf(call).find((installation) => covers(installation, call.repository))
  if (found === undefined) throw notFound()
  return ok(renderInstallation(call.world, found))
}

interface TokenRequest {
  readonly repository_ids?: readonly number[]
  readonly repositories?: readonly string[]
  readonly permissions?: Permissions
}

function createToken(call: Call) {
  const { world } = call
  const installation = findInstallation(call)
  if (installation.suspendedAt !== undefined) throw refuse(403, 'This installation has been suspended')
  const asked = (call.body ?? {}) as TokenRequest
  const token: Token = {
    value: newTokenValue(installation.app, world.statelessTokens),
    installation,
    permissions: narrowed(installation, asked.permissions),
    repositories: chosen(call, installation, asked),
    expiresAt: now(world) + world.limits.tokenLifetimeMs,
  }
  for (const [value, { expiresAt }] of world.tokens) if (expiresAt <= now(world)) world.tokens.delete(value)
  world.tokens.set(token.value, token)
  return ok(renderToken(call, token), 201)
}

function renderToken({ world }: Call, token: Token) {
  const { installation, repositories } = token
  const named = [...(repositories ?? [])].map((id) => renderRepository(world, world.repositories.get(id)!))
  return {
    token: token.value,
    expires_at: timestamp(token.expiresAt),
    permissions: token.permissions,
    repository_selection: repositories === undefined ? installation.selection : 'selected',
    ...(repositories !== undefined && { repositories: named }),
  }
}

/** A token may hold less than the installation, never more. */
function narrowed(installation: Installation, asked: Permissions | undefined): Permissions {
  if (asked === undefined) return installation.permissions
  for (const [name, access] of Object.entries(asked)) {
    const granted = installation.permissions[name]
    const enough = granted === 'write' || (granted !== undefined && granted === access)
    if (!enough) throw refuse(422, 'The permissions requested are not granted to this installation.')
  }
  return { metadata: 'read', ...asked }
}

function chosen({ world }: Call, installation: Installation, asked: TokenRequest): ReadonlySet<number> | undefined {
  if (asked.repository_ids === undefined && asked.repositories === undefined) return undefined
  const covered = [...world.repositories.values()].filter((repository) => covers(installation, repository))
  const wanted = [...(asked.repository_ids ?? []), ...(asked.repositories ?? [])]
  const found = wanted.map((want) => covered.find(({ id, name }) => id === want || name === want)?.id)
  const missing = found.includes(undefined) || wanted.length > world.limits.tokenRepositories
  if (missing) throw refuse(422, 'There is at least one repository that does not exist or is not accessible to the parent installation.')
  return new Set(found as readonly number[])
}

function listRepositories(call: Call) {
  const { world, token } = call
  const all = [...world.repositories.values()].filter((repository) => reaches(token, repository))
  const { items, headers } = page(call, all)
  const selection = token.repositories === undefined ? token.installation.selection : 'selected'
  const repositories = items.map((repository) => renderRepository(world, repository))
  return { ...ok({ total_count: all.length, repository_selection: selection, repositories }), headers }
}

/** The last step of registering from a manifest: GitHub makes the key and the webhook secret. */
function convertManifest({ world, params }: Call) {
  const manifest = world.manifests.get(params.code!)
  world.manifests.delete(params.code!)
  if (manifest === undefined || manifest.expiresAt <= now(world)) throw notFound()
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const secret = randomBytes(20).toString('hex')
  const app = addApp(world, { ...manifest, publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string, secret })
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' })
  const credentials = { client_secret: randomBytes(20).toString('hex'), webhook_secret: secret, pem }
  return ok({ ...renderApp(world, app), ...credentials, owner: renderAccount(world, app.owner) }, 201)
}
