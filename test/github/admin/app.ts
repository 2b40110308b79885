import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { acceptPermissions, addApp, changeRepositories, install, suspend, uninstall, unsuspend } from '../state/apps.ts'
import type { App, Installation, Permissions } from '../state/nouns.ts'
import { addAccount, type World } from '../state/world.ts'
import type { RepositoryHandle } from './repository.ts'

export interface AppOptions {
  readonly name?: string
  readonly permissions: Permissions
  readonly events: readonly string[]
  /** Where webhooks go; none are sent without it. Can be set later. */
  readonly webhookUrl?: string
  readonly webhookSecret?: string
}

/** An app as a test holds it: what its operator was given, and what its users do with it. */
export interface AppHandle {
  readonly state: App
  readonly id: number
  readonly privateKey: string
  readonly webhookSecret: string
  setWebhookUrl(url: string): void
  /** Asks for other permissions; installations keep theirs until they accept. */
  askFor(permissions: Permissions, events: readonly string[]): void
  install(account: string, repositories?: readonly RepositoryHandle[], by?: string): InstallationHandle
}

export interface InstallationHandle {
  readonly state: Installation
  readonly id: number
  add(...repositories: readonly RepositoryHandle[]): void
  remove(...repositories: readonly RepositoryHandle[]): void
  suspend(): void
  unsuspend(): void
  acceptPermissions(): void
  uninstall(): void
}

/** Generated once a process: a key takes a tenth of a second, and only has to be a key. */
let keys: { readonly publicKey: string; readonly privateKey: string } | undefined

export function registerApp(world: World, options: AppOptions): AppHandle {
  keys ??= newKeys()
  const { publicKey, privateKey } = keys
  const secret = options.webhookSecret ?? randomBytes(32).toString('hex')
  const hook = options.webhookUrl === undefined ? {} : { hook_attributes: { url: options.webhookUrl, active: true } }
  const body = { name: options.name ?? 'Readiness', default_permissions: options.permissions, default_events: options.events, ...hook }
  const app = addApp(world, { owner: addAccount(world, 'app-owner', 'User'), body, publicKey, secret })
  return {
    state: app,
    id: app.id,
    privateKey,
    webhookSecret: secret,
    setWebhookUrl: (url) => {
      app.hook = { url, secret, active: true }
    },
    askFor: (permissions, events) => {
      app.permissions = { metadata: 'read', ...permissions }
      app.events = events
    },
    install: (account, repositories, by) => {
      const owner = addAccount(world, account, 'Organization')
      const chosen = repositories?.map(({ state }) => state) ?? 'all'
      return installationHandle(world, install(world, app, owner, chosen, by === undefined ? owner : addAccount(world, by, 'User')))
    },
  }
}

function newKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = createPrivateKey(privateKey.export({ type: 'pkcs1', format: 'pem' })).export({ type: 'pkcs1', format: 'pem' })
  return { privateKey: pem as string, publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string }
}

function installationHandle(world: World, installation: Installation): InstallationHandle {
  const { account } = installation
  const states = (handles: readonly RepositoryHandle[]) => handles.map(({ state }) => state)
  return {
    state: installation,
    id: installation.id,
    add: (...repositories) => changeRepositories(world, installation, 'added', states(repositories), account),
    remove: (...repositories) => changeRepositories(world, installation, 'removed', states(repositories), account),
    suspend: () => suspend(world, installation, account),
    unsuspend: () => unsuspend(world, installation, account),
    acceptPermissions: () => acceptPermissions(world, installation, account),
    uninstall: () => uninstall(world, installation, account),
  }
}
