import { readCommit, resolveCommit } from '../git/repository.ts'
import { listLevel, listTree, type TreeEntry } from '../git/tree.ts'
import { renderCommit, renderGitCommit } from '../render/commits.ts'
import { repositoryUrl } from '../render/repositories.ts'
import { nodeId } from '../state/world.ts'
import { type Call, notFound, type Operation, ok, refuse } from './operation.ts'

const REPO = '/repos/{owner}/{repo}'
const contents = ['contents', 'read'] as const

export const gitOperations: readonly Operation[] = [
  { method: 'GET', template: `${REPO}/git/ref/{ref}`, auth: 'installation', permission: contents, run: getRef },
  { method: 'GET', template: `${REPO}/branches/{branch}`, auth: 'installation', permission: contents, run: getBranch },
  { method: 'GET', template: `${REPO}/git/trees/{tree_sha}`, auth: 'installation', permission: contents, run: getTree },
  { method: 'GET', template: `${REPO}/git/blobs/{file_sha}`, auth: 'installation', permission: contents, run: getBlob },
  { method: 'GET', template: `${REPO}/git/commits/{commit_sha}`, auth: 'installation', permission: contents, run: getGitCommit },
]

function getRef({ world, repository, params }: Call) {
  const ref = `refs/${params.ref}`
  const sha = repository.git.refs.get(ref)
  if (sha === undefined) throw notFound()
  const api = repositoryUrl(world, repository)
  const object = { type: 'commit', sha, url: `${api}/git/commits/${sha}` }
  return ok({ ref, node_id: nodeId('REF', ref), url: `${api}/git/${ref}`, object })
}

async function getBranch({ world, repository, params }: Call) {
  const name = params.branch!
  const sha = repository.git.refs.get(`refs/heads/${name}`)
  if (sha === undefined) throw refuse(404, 'Branch not found')
  const api = `${repositoryUrl(world, repository)}/branches/${name}`
  const rules = repository.rules.get(name)
  const checks = rules?.map(({ context, appId }) => ({ context, app_id: appId ?? null })) ?? []
  const level = rules === undefined ? 'off' : 'everyone'
  const required = { enforcement_level: level, contexts: checks.map(({ context }) => context), checks }
  return ok({
    name,
    commit: renderCommit(world, repository, (await readCommit(repository.git, sha))!),
    _links: { html: `${world.url}/${name}`, self: api },
    protected: rules !== undefined,
    protection: { enabled: rules !== undefined, required_status_checks: required },
    protection_url: `${api}/protection`,
  })
}

/** Any value of `recursive` means yes, `0` and `false` too. */
async function getTree({ world, repository, params, query }: Call) {
  const tree = await treeOf(repository.git, params.tree_sha!)
  if (tree === undefined) throw notFound()
  const recursive = query.recursive !== undefined
  const all = recursive ? await listTree(repository.git, tree) : await listLevel(repository.git, tree)
  const api = repositoryUrl(world, repository)
  const rendered: object[] = []
  let bytes = 0
  for (const entry of all) {
    const item = renderEntry(api, entry)
    bytes += JSON.stringify(item).length + 1
    if (recursive && (rendered.length >= world.limits.treeEntries || bytes > world.limits.treeBytes)) break
    rendered.push(item)
  }
  return ok({ sha: tree, url: `${api}/git/trees/${tree}`, tree: rendered, truncated: rendered.length < all.length })
}

function renderEntry(api: string, { path, mode, type, oid, size }: TreeEntry) {
  const kind = type === 'tree' ? 'trees' : 'blobs'
  const url = type === 'commit' ? {} : { url: `${api}/git/${kind}/${oid}` }
  return { path, mode, type, sha: oid, ...(size !== undefined && { size }), ...url }
}

/** A tree from its own id, from a commit, or from a branch. */
export async function treeOf(git: Call['repository']['git'], name: string): Promise<string | undefined> {
  const object = await git.objects.stat(name)
  if (object?.type === 'tree') return name
  const commit = await resolveCommit(git, name)
  return commit === undefined ? undefined : (await readCommit(git, commit))?.tree
}

async function getBlob({ world, repository, params, headers }: Call) {
  const sha = params.file_sha!
  const known = await repository.git.objects.stat(sha)
  if (known?.type !== 'blob') throw notFound()
  if (known.size > world.limits.blobBytes)
    throw refuse(403, 'This API returns blobs up to 100 MB in size. The requested blob is too large.')
  const { content } = (await repository.git.objects.read(sha))!
  if (/\braw\b/.test(headers.get('accept') ?? '')) {
    return { status: 200, bytes: content, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } }
  }
  const url = `${repositoryUrl(world, repository)}/git/blobs/${sha}`
  return ok({ sha, node_id: nodeId('B', sha), size: content.length, url, content: wrapped(content), encoding: 'base64' })
}

/** Base64 in lines of 60, as GitHub writes it. */
export function wrapped(content: Uint8Array): string {
  return (
    Buffer.from(content)
      .toString('base64')
      .replaceAll(/.{60}(?=.)/g, '$&\n') + (content.length > 0 ? '\n' : '')
  )
}

async function getGitCommit({ world, repository, params }: Call) {
  const commit = await readCommit(repository.git, params.commit_sha!)
  if (commit === undefined) throw notFound()
  return ok(renderGitCommit(world, repository, commit))
}
