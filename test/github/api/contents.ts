import { posix } from 'node:path'
import { readCommit, resolveCommit } from '../git/repository.ts'
import { git } from '../git/run.ts'
import { findEntry, listLevel, type TreeEntry } from '../git/tree.ts'
import { repositoryUrl } from '../render/repositories.ts'
import { fullName, now } from '../state/world.ts'
import { wrapped } from './git.ts'
import { type Call, notFound, type Operation, ok, refuse } from './operation.ts'

const REPO = '/repos/{owner}/{repo}'
const contents = ['contents', 'read'] as const

export const contentOperations: readonly Operation[] = [
  { method: 'GET', template: `${REPO}/contents/{path}`, auth: 'installation', permission: contents, run: getContents },
  { method: 'GET', template: `${REPO}/tarball/{ref}`, auth: 'installation', permission: contents, run: getTarball },
  { method: 'GET', template: '/_codeload/{id}/{sha}/{expires}', name: 'codeload', describedAs: null, auth: 'none', run: sendArchive },
]

const LINKS_FOLLOWED = 10

interface Place {
  readonly tree: string
  readonly ref: string
}

/** A file, a folder, or what a link leads to: this endpoint follows links, which is why nothing safe is built on it. */
async function getContents(call: Call) {
  const { repository, params, query } = call
  const ref = query.ref ?? repository.defaultBranch
  const sha = await resolveCommit(repository.git, ref)
  const commit = sha === undefined ? undefined : await readCommit(repository.git, sha)
  if (commit === undefined) throw refuse(404, `No commit found for the ref ${ref}`)
  const place = { tree: commit.tree, ref }
  const path = params.path!.replaceAll(/^\/+|\/+$/g, '')
  const entry = await findEntry(repository.git, place.tree, path)
  if (entry === undefined) throw notFound()
  return entry.type === 'tree' ? listFolder(call, place, path, entry) : getEntry(call, place, path, entry)
}

const FOLDER_ENTRIES = 1_000

async function listFolder(call: Call, { ref }: Place, path: string, { oid }: TreeEntry) {
  const entries = (await listLevel(call.repository.git, oid)).slice(0, FOLDER_ENTRIES)
  return ok(entries.map((entry) => ({ ...renderPlace(call, ref, posix.join(path, entry.path), entry), type: kindOf(entry) })))
}

function kindOf({ mode, type }: TreeEntry): 'dir' | 'file' | 'submodule' | 'symlink' {
  if (type === 'tree') return 'dir'
  if (type === 'commit') return 'submodule'
  return mode === '120000' ? 'symlink' : 'file'
}

async function getEntry(call: Call, place: Place, path: string, entry: TreeEntry) {
  const { repository, world, headers } = call
  const kind = kindOf(entry)
  if (kind === 'submodule')
    return ok({ ...renderPlace(call, place.ref, path, entry), type: kind, submodule_git_url: `${world.url}/unknown.git` })
  const { content } = (await repository.git.objects.read(entry.oid))!
  const followed = kind === 'symlink' ? await follow(call, place, path, content.toString()) : undefined
  if (kind === 'symlink' && followed === undefined)
    return ok({ ...renderPlace(call, place.ref, path, entry), type: kind, target: content.toString() })
  const bytes = followed ?? content
  if (/\braw\b/.test(headers.get('accept') ?? ''))
    return { status: 200, bytes, headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' } }
  if (bytes.length > world.limits.blobBytes) throw refuse(403, 'This API returns blobs up to 100 MB in size.')
  const small = bytes.length <= world.limits.contentsBytes
  const body = small ? { content: wrapped(bytes), encoding: 'base64' } : { content: '', encoding: 'none' }
  return ok({ ...renderPlace(call, place.ref, path, entry), type: 'file', size: bytes.length, ...body })
}

/** The content of the file that a link leads to; `undefined` outside of the repository. */
async function follow({ repository }: Call, { tree }: Place, path: string, target: string): Promise<Buffer | undefined> {
  let at = posix.normalize(posix.join(posix.dirname(path), target))
  for (let step = 0; step < LINKS_FOLLOWED && !target.startsWith('/') && !at.startsWith('..'); step += 1) {
    const entry = await findEntry(repository.git, tree, at)
    const object = entry?.type === 'blob' ? await repository.git.objects.read(entry.oid) : undefined
    if (entry === undefined || object === undefined) return undefined
    if (entry.mode !== '120000') return object.content
    at = posix.normalize(posix.join(posix.dirname(at), object.content.toString()))
  }
  return undefined
}

function renderPlace({ world, repository }: Call, ref: string, path: string, entry: TreeEntry) {
  const escaped = path.split('/').map(encodeURIComponent).join('/')
  const kind = entry.type === 'tree' ? 'tree' : 'blob'
  const url = `${repositoryUrl(world, repository)}/contents/${escaped}?ref=${encodeURIComponent(ref)}`
  const gitUrl = `${repositoryUrl(world, repository)}/git/${kind}s/${entry.oid}`
  const html = `${world.url}/${fullName(repository)}/${kind}/${encodeURIComponent(ref)}/${escaped}`
  const links = { self: url, git: gitUrl, html }
  return {
    name: posix.basename(path),
    path,
    sha: entry.oid,
    size: entry.size ?? 0,
    url,
    git_url: gitUrl,
    html_url: html,
    download_url: null,
    _links: links,
  }
}

const ARCHIVE_LIFETIME = 300_000

/** Leads to an archive that is good for five minutes, without credentials. */
async function getTarball({ world, repository, params }: Call) {
  const sha = await resolveCommit(repository.git, params.ref!)
  if (sha === undefined) throw notFound()
  return { status: 302, headers: { location: `${world.url}/_codeload/${repository.id}/${sha}/${now(world) + ARCHIVE_LIFETIME}` } }
}

/** What `git archive` makes of a commit: `export-ignore` and `export-subst` of the commit itself apply. */
async function sendArchive({ world, params }: Call) {
  const repository = world.repositories.get(Number(params.id))
  if (repository === undefined || Number(params.expires) < now(world)) throw notFound()
  const folder = `${repository.owner.login}-${repository.name}-${params.sha!.slice(0, 7)}/`
  const bytes = await git(repository.git.directory, ['archive', '--format=tar.gz', `--prefix=${folder}`, params.sha!])
  return { status: 200, bytes, headers: { 'content-type': 'application/x-gzip' } }
}
