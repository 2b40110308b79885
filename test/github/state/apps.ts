import { emit } from '../hooks/emit.ts'
import { renderInstallation } from '../render/accounts.ts'
import type { Account, App, Installation, Permissions, Repository } from './nouns.ts'
import { addAccount, fullName, nodeId, now, type World } from './world.ts'

interface NewApp {
  readonly owner: Account
  /** A manifest: `name`, `hook_attributes`, `default_permissions`, `default_events`. */
  readonly body: Readonly<Record<string, unknown>>
  readonly publicKey: string
  readonly secret: string
}

/** Registers an app from its manifest. */
export function addApp(world: World, { owner, body, publicKey, secret }: NewApp): App {
  const name = String(body.name)
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const hook = (body.hook_attributes ?? {}) as { readonly url?: string; readonly active?: boolean }
  const id = world.nextId()
  const app: App = {
    id,
    slug,
    name,
    clientId: `Iv23li${String(id).padStart(14, '0')}`,
    owner,
    bot: addAccount(world, `${slug}[bot]`, 'Bot'),
    publicKey,
    createdAt: now(world),
    permissions: { metadata: 'read', ...(body.default_permissions as Permissions | undefined) },
    events: (body.default_events as readonly string[] | undefined) ?? [],
    hook: { url: hook.url ?? '', secret, active: hook.active !== false && hook.url !== undefined },
  }
  world.apps.set(id, app)
  return app
}

export function brief(repository: Repository) {
  const { id, name, private: hidden } = repository
  return { id, node_id: nodeId('R', id), name, full_name: fullName(repository), private: hidden }
}

/** Installs an app on an account: on everything, or on the repositories given. */
export function install(
  world: World,
  app: App,
  account: Account,
  repositories: readonly Repository[] | 'all',
  sender: Account,
): Installation {
  const installation: Installation = {
    id: world.nextId(),
    app,
    account,
    createdAt: now(world),
    permissions: app.permissions,
    events: app.events,
    selection: repositories === 'all' ? 'all' : 'selected',
    selected: new Set(repositories === 'all' ? [] : repositories.map(({ id }) => id)),
    suspendedAt: undefined,
  }
  world.installations.set(installation.id, installation)
  tellInstallation(world, installation, 'created', sender)
  return installation
}

export function tellInstallation(world: World, installation: Installation, action: string, sender: Account): void {
  const repositories = coveredBy(world, installation).map(brief)
  const parts = { installation: renderInstallation(world, installation), repositories, requester: null }
  emit(world, { event: 'installation', action, sender, installation, parts })
}

export function coveredBy(world: World, { account, selection, selected }: Installation): readonly Repository[] {
  return [...world.repositories.values()].filter(({ owner, id }) => owner === account && (selection === 'all' || selected.has(id)))
}

export function uninstall(world: World, installation: Installation, sender: Account): void {
  tellInstallation(world, installation, 'deleted', sender)
  world.installations.delete(installation.id)
}

export function suspend(world: World, installation: Installation, sender: Account): void {
  installation.suspendedAt = now(world)
  tellInstallation(world, installation, 'suspend', sender)
}

export function unsuspend(world: World, installation: Installation, sender: Account): void {
  installation.suspendedAt = undefined
  tellInstallation(world, installation, 'unsuspend', sender)
}

/** The owner accepts what the app asks for today; tokens made before keep their old permissions. */
export function acceptPermissions(world: World, installation: Installation, sender: Account): void {
  installation.permissions = installation.app.permissions
  installation.events = installation.app.events
  tellInstallation(world, installation, 'new_permissions_accepted', sender)
}

export function changeRepositories(
  world: World,
  installation: Installation,
  action: 'added' | 'removed',
  repositories: readonly Repository[],
  sender: Account,
): void {
  installation.selection = 'selected'
  for (const { id } of repositories) {
    if (action === 'added') installation.selected.add(id)
    else installation.selected.delete(id)
  }
  const list = repositories.map(brief)
  const parts = {
    installation: renderInstallation(world, installation),
    repository_selection: installation.selection,
    repositories_added: action === 'added' ? list : [],
    repositories_removed: action === 'removed' ? list : [],
    requester: null,
  }
  emit(world, { event: 'installation_repositories', action, sender, installation, parts })
}
