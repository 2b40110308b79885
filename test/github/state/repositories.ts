import { join } from 'node:path'
import { createGitRepository } from '../git/repository.ts'
import { emit } from '../hooks/emit.ts'
import { renderAccount } from '../render/accounts.ts'
import type { Account, Repository } from './nouns.ts'
import { fullName, now, type World } from './world.ts'

export interface NewRepository {
  readonly owner: Account
  readonly name: string
  readonly private?: boolean
  readonly defaultBranch?: string
  readonly forkOf?: Repository
}

export async function addRepository(world: World, asked: NewRepository): Promise<Repository> {
  const id = world.nextId()
  const git = await createGitRepository(join(world.folder, `${id}.git`), asked.forkOf?.git)
  const repository: Repository = {
    id,
    git,
    forkOf: asked.forkOf,
    createdAt: now(world),
    pulls: new Map(),
    collaborators: new Map(),
    rules: new Map(),
    owner: asked.owner,
    name: asked.name,
    private: asked.private ?? asked.forkOf?.private ?? false,
    archived: false,
    defaultBranch: asked.defaultBranch ?? asked.forkOf?.defaultBranch ?? 'main',
    pushedAt: now(world),
    nextNumber: 1,
  }
  world.repositories.set(id, repository)
  world.names.set(fullName(repository).toLowerCase(), repository)
  return repository
}

/** The old name goes on leading here, until somebody else takes it. */
export function renameRepository(world: World, repository: Repository, name: string, sender: Account): void {
  const from = repository.name
  repository.name = name
  world.names.set(fullName(repository).toLowerCase(), repository)
  emit(world, { event: 'repository', action: 'renamed', sender, repository, parts: { changes: { repository: { name: { from } } } } })
}

/** Only the new owner's apps hear of it. */
export function transferRepository(world: World, repository: Repository, owner: Account, sender: Account): void {
  const from = repository.owner
  for (const installation of world.installations.values()) installation.selected.delete(repository.id)
  repository.owner = owner
  world.names.set(fullName(repository).toLowerCase(), repository)
  const was = from.type === 'Organization' ? { organization: renderAccount(world, from) } : { user: renderAccount(world, from) }
  emit(world, { event: 'repository', action: 'transferred', sender, repository, parts: { changes: { owner: { from: was } } } })
}

export function archiveRepository(world: World, repository: Repository, archived: boolean, sender: Account): void {
  repository.archived = archived
  emit(world, { event: 'repository', action: archived ? 'archived' : 'unarchived', sender, repository, parts: {} })
}

export function changeDefaultBranch(world: World, repository: Repository, branch: string, sender: Account): void {
  const from = repository.defaultBranch
  repository.defaultBranch = branch
  emit(world, { event: 'repository', action: 'edited', sender, repository, parts: { changes: { default_branch: { from } } } })
}

/** Apps are not told that a repository was deleted; pull requests of its forks lose their head repository. */
export function deleteRepository(world: World, repository: Repository): void {
  world.repositories.delete(repository.id)
  for (const [name, named] of world.names) if (named === repository) world.names.delete(name)
  for (const other of world.repositories.values()) {
    for (const pull of other.pulls.values()) if (pull.head.repository === repository) pull.head.repository = undefined
  }
}
