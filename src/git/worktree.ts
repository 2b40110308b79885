import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Snapshot } from '#model/snapshot'
import type { Place } from './pull.ts'
import { git, type Repository } from './run.ts'
import { treeSnapshot } from './snapshot.ts'

/** A snapshot of what is not committed. Objects that git makes for it live in a folder of their own until `dispose`. */
export interface Uncommitted {
  readonly snapshot: Snapshot
  /** The repository with those objects. */
  readonly repository: Repository
  dispose(): void
}

/** What `git commit` would commit now. */
export function stagedSnapshot(place: Place): Promise<Uncommitted> {
  return uncommitted(place, 'staged', async () => {})
}

/** What `git add --all && git commit` would commit: the files on disk that git does not ignore. */
export function worktreeSnapshot(place: Place): Promise<Uncommitted> {
  return uncommitted(place, 'worktree', async (scratch) => void (await git(scratch, 'add', '--all', '--', ':/')))
}

async function uncommitted(place: Place, name: string, change: (scratch: Repository) => Promise<void>): Promise<Uncommitted> {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-'))
  const dispose = () => rmSync(folder, { recursive: true, force: true })
  try {
    const repository = scratchIn(folder, place)
    await change(repository)
    const tree = (await git(repository, 'write-tree')).trim()
    return { snapshot: treeSnapshot(repository, tree, name), repository, dispose }
  } catch (error) {
    dispose()
    throw error
  }
}

/** The same repository with a copy of its index and another place for new objects: nothing of the person's is touched. */
function scratchIn(folder: string, { folder: top, env, index, objects }: Place): Repository {
  const copy = join(folder, 'index')
  // A repository without any commit may have no index yet.
  if (existsSync(index)) copyFileSync(index, copy)
  return {
    folder: top,
    env: { ...env, GIT_INDEX_FILE: copy, GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects },
  }
}
