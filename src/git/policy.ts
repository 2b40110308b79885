import { CODEOWNERS_PATHS } from '#formats/codeowners'
import { onceEach } from '#model/once'
import { POLICY_PATH, type PolicyContent, type PolicyFile } from '#model/policy-file'
import type { SourceFile } from '#model/snapshot'
import { commitOf } from './commits.ts'
import { filesAt } from './files.ts'
import { git, type Repository } from './run.ts'

/** The policy file of a commit or tree. */
export async function policyAt(repository: Repository, revision: string, name: string): Promise<PolicyFile> {
  return { source: `${POLICY_PATH} at ${name}`, content: await contentAt(repository, revision) }
}

async function contentAt(repository: Repository, revision: string): Promise<PolicyContent> {
  const text = (await reviewed(repository, revision)).get(POLICY_PATH)
  if (text === undefined) return { state: 'absent' }
  return text === null ? { state: 'unusable', reason: 'links and folders are not followed' } : { state: 'text', text }
}

/** The policy files of the commits before the tip that changed it, newest first, along the first parents. */
export async function* earlierPolicies(repository: Repository, tip: string): AsyncIterable<PolicyFile> {
  const log = await git(repository, 'rev-list', '--first-parent', '--max-count=200', tip, '--', POLICY_PATH)
  for (const commit of log.split('\n').filter(Boolean).slice(1)) yield policyAt(repository, commit, commit.slice(0, 7))
}

/** The CODEOWNERS file of a commit or tree that GitHub takes. */
export async function ownersAt(repository: Repository, revision: string): Promise<SourceFile | undefined> {
  const files = await reviewed(repository, revision)
  const found = CODEOWNERS_PATHS.map((path) => ({ path, text: files.get(path) })).find(({ text }) => typeof text === 'string')
  return found && { path: found.path, text: found.text! }
}

/** The files about the review itself, asked for together: when that is done for several commits in one turn, it is one question to git. */
function reviewed(repository: Repository, revision: string): Promise<ReadonlyMap<string, string | null>> {
  const known = REVIEWED.get(repository) ?? onceEach((name) => reviewedAt(repository, name))
  REVIEWED.set(repository, known)
  return known(revision)
}

const REVIEWED = new WeakMap<Repository, (revision: string) => Promise<ReadonlyMap<string, string | null>>>()

async function reviewedAt(repository: Repository, revision: string): Promise<ReadonlyMap<string, string | null>> {
  // What a person types can mean something else before a path.
  const id = /^[0-9a-f]{40,}$/.test(revision) ? revision : (await commitOf(repository, revision)).tree
  return filesAt(repository, id, [POLICY_PATH, ...CODEOWNERS_PATHS])
}
