import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Snapshot } from '#model/snapshot'
import { git, type Repository } from './run.ts'
import { treeSnapshot } from './snapshot.ts'

/** A snapshot of what is not committed. Objects that git makes for it live in a folder of their own until `dispose`. */
export interface Uncommitted {
  readonly snapshot: Snapshot
  /** The repository with those objects. */
  readonly repository: Repository
  dispose(): Promise<void>
}

/** What `git commit` would commit now. */
export function stagedSnapshot(repository: Repository): Promise<Uncommitted> {
  return uncommitted(repository, 'staged', async () => {})
}

/** What `git add --all && git commit` would commit: the files on disk that git does not ignore. */
export function worktreeSnapshot(repository: Repository): Promise<Uncommitted> {
  return uncommitted(repository, 'worktree', async (scratch) => void (await git(scratch, 'add', '--all', '--', ':/')))
}

async function uncommitted(repository: Repository, name: string, change: (scratch: Repository) => Promise<void>): Promise<Uncommitted> {
  const folder = await mkdtemp(join(tmpdir(), 'readiness-'))
  const dispose = () => rm(folder, { recursive: true, force: true })
  try {
    const scratch = await scratchIn(folder, repository)
    await change(scratch)
    const tree = (await git(scratch, 'write-tree')).trim()
    return { snapshot: treeSnapshot(scratch, tree, name), repository: scratch, dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** The same repository with a copy of its index and another place for new objects: nothing of the person's is touched. */
async function scratchIn(folder: string, repository: Repository): Promise<Repository> {
  const [index, objects] = (await git(repository, 'rev-parse', '--path-format=absolute', '--git-path', 'index', '--git-path', 'objects'))
    .trim()
    .split('\n')
  const copy = join(folder, 'index')
  // A repository without any commit may have no index yet.
  await copyFile(index!, copy).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return {
    folder: repository.folder,
    env: { ...repository.env, GIT_INDEX_FILE: copy, GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects! },
  }
}
