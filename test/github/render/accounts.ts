import { timestamp } from '../state/clock.ts'
import type { Account, App, Installation } from '../state/nouns.ts'
import { nodeId, type World } from '../state/world.ts'

/** GitHub's `simple-user`. */
export function renderAccount(world: World, account: Account) {
  const login = encodeURIComponent(account.login)
  const url = `${world.url}/users/${login}`
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('U', account.login),
    avatar_url: `${world.url}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${world.url}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

/** GitHub's `integration`. */
export function renderApp(world: World, app: App) {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: renderAccount(world, app.owner),
    name: app.name,
    description: null,
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: timestamp(app.createdAt),
    updated_at: timestamp(app.createdAt),
    permissions: app.permissions,
    events: app.events,
  }
}

/** GitHub's `installation`. */
export function renderInstallation(world: World, installation: Installation) {
  const { app, account } = installation
  return {
    id: installation.id,
    client_id: app.clientId,
    account: renderAccount(world, account),
    repository_selection: installation.selection,
    access_tokens_url: `${world.url}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: `${world.url}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    created_at: timestamp(installation.createdAt),
    updated_at: timestamp(installation.createdAt),
    suspended_by: null,
    suspended_at: installation.suspendedAt === undefined ? null : timestamp(installation.suspendedAt),
  }
}
