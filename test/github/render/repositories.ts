import { timestamp } from '../state/clock.ts'
import type { Repository } from '../state/nouns.ts'
import { fullName, nodeId, type World } from '../state/world.ts'
import { renderAccount } from './accounts.ts'

/** Path suffixes of the links that every repository object carries. */
const LINKS: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
}

export function repositoryUrl(world: World, repository: Repository): string {
  return `${world.url}/repos/${fullName(repository)}`
}

/** GitHub's `repository`, which also answers to `minimal-repository`. */
export function renderRepository(world: World, repository: Repository) {
  const url = repositoryUrl(world, repository)
  const name = fullName(repository)
  const html = `${world.url}/${name}`
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: name,
    private: repository.private,
    owner: renderAccount(world, repository.owner),
    html_url: html,
    description: null,
    fork: repository.forkOf !== undefined,
    url,
    ...Object.fromEntries(Object.entries(LINKS).map(([key, suffix]) => [key, `${url}${suffix}`])),
    clone_url: `${html}.git`,
    git_url: `git://${name}.git`,
    ssh_url: `git@loopback:${name}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    default_branch: repository.defaultBranch,
    archived: repository.archived,
    disabled: false,
    visibility: repository.private ? 'private' : 'public',
    ...counts(repository),
    language: null,
    license: null,
    pushed_at: timestamp(repository.pushedAt),
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.pushedAt),
  }
}

function counts(repository: Repository) {
  const open = [...repository.pulls.values()].filter((pull) => pull.state === 'open').length
  const flags = { has_issues: true, has_projects: false, has_downloads: false, has_wiki: false, has_pages: false, has_discussions: false }
  const numbers = { forks: 0, forks_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0, size: 0 }
  return { ...flags, ...numbers, open_issues: open, open_issues_count: open, topics: [], is_template: false, allow_forking: true }
}

/** GitHub's `full-repository`. */
export function renderFullRepository(world: World, repository: Repository) {
  const parent = repository.forkOf === undefined ? {} : { parent: renderRepository(world, repository.forkOf) }
  return { ...renderRepository(world, repository), network_count: 0, subscribers_count: 0, ...parent }
}
