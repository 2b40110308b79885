import type { ChangedFile } from '../git/diff.ts'
import type { Commit, Signature } from '../git/repository.ts'
import { timestamp } from '../state/clock.ts'
import type { Repository } from '../state/nouns.ts'
import { fullName, nodeId, type World } from '../state/world.ts'
import { repositoryUrl } from './repositories.ts'

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null } as const

function renderSignature({ name, email, at }: Signature) {
  return { name, email, date: timestamp(at) }
}

/** GitHub's `commit`, as lists and comparisons have it. */
export function renderCommit(world: World, repository: Repository, commit: Commit) {
  const api = repositoryUrl(world, repository)
  const html = `${world.url}/${fullName(repository)}/commit`
  return {
    sha: commit.oid,
    node_id: nodeId('C', commit.oid),
    url: `${api}/commits/${commit.oid}`,
    html_url: `${html}/${commit.oid}`,
    comments_url: `${api}/commits/${commit.oid}/comments`,
    commit: {
      url: `${api}/git/commits/${commit.oid}`,
      author: renderSignature(commit.author),
      committer: renderSignature(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      verification: UNSIGNED,
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/${sha}` })),
  }
}

/** GitHub's `git-commit`. */
export function renderGitCommit(world: World, repository: Repository, commit: Commit) {
  const api = repositoryUrl(world, repository)
  const html = `${world.url}/${fullName(repository)}/commit`
  return {
    sha: commit.oid,
    node_id: nodeId('C', commit.oid),
    url: `${api}/git/commits/${commit.oid}`,
    html_url: `${html}/${commit.oid}`,
    author: renderSignature(commit.author),
    committer: renderSignature(commit.committer),
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/git/commits/${sha}`, html_url: `${html}/${sha}` })),
    verification: UNSIGNED,
  }
}

/** GitHub's `simple-commit`: what webhooks and check suites call the head commit. */
export function renderSimpleCommit(commit: Commit) {
  const { author, committer } = commit
  return {
    id: commit.oid,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: timestamp(commit.committer.at),
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  }
}

/** GitHub's `diff-entry`; the patch is left out where it would be too large. */
export function renderChangedFile(world: World, repository: Repository, sha: string, file: ChangedFile) {
  const html = `${world.url}/${fullName(repository)}`
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  const { patchBytes, patchLines } = world.limits
  const fits = file.patch !== undefined && file.patch.length <= patchBytes && file.additions + file.deletions <= patchLines
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${sha}/${path}`,
    raw_url: `${html}/raw/${sha}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${sha}`,
    ...(fits && { patch: file.patch }),
    ...(file.previousPath !== undefined && { previous_filename: file.previousPath }),
  }
}
