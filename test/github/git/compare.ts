import { type ChangedFile, diffCommits } from './diff.ts'
import { type Relation, relate } from './history.ts'
import type { GitRepository } from './repository.ts'

export interface Comparison extends Relation {
  /** From the merge base to the head. */
  readonly files: readonly ChangedFile[]
}

const kept = new WeakMap<GitRepository['objects'], Map<string, Promise<Comparison>>>()
const KEPT = 500

/** Two commits never change, so that how they compare is worked out once. */
export async function compareCommits(repository: GitRepository, base: string, head: string): Promise<Comparison> {
  const known = kept.get(repository.objects) ?? new Map<string, Promise<Comparison>>()
  kept.set(repository.objects, known)
  const key = `${base} ${head}`
  const comparison = known.get(key) ?? compare(repository, base, head)
  if (known.size >= KEPT) known.clear()
  known.set(key, comparison)
  return comparison
}

async function compare(repository: GitRepository, base: string, head: string): Promise<Comparison> {
  const relation = await relate(repository, base, head)
  if (relation.mergeBase === undefined || relation.mergeBase === head) return { ...relation, files: [] }
  return { ...relation, files: await diffCommits(repository, relation.mergeBase, head) }
}
