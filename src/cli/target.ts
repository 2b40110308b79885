import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { CODEOWNERS_PATHS } from '#formats/codeowners'
import { POLICY_PATH, type PolicyFile } from '#model/policy-file'
import type { Snapshot, SourceFile } from '#model/snapshot'
import { folderSnapshot } from '../git/folder.ts'
import { ownersAt, policyAt } from '../git/policy.ts'
import { topOf } from '../git/pull.ts'
import { commitSnapshot } from '../git/snapshot.ts'
import { UsageError } from './failure.ts'

/** What an audit looks at. */
export interface Target {
  readonly snapshot: Snapshot
  readonly policy: PolicyFile
  readonly owners?: SourceFile | undefined
  /** For the reader. */
  readonly title: string
  /** What tells its states apart from others'. */
  readonly name: string
}

/** A folder as it is on disk. */
export async function folderTarget(folder: string): Promise<Target> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${JSON.stringify(folder)} is not a folder.`)
  const snapshot = await folderSnapshot(folder)
  const policy = await textOf(snapshot, POLICY_PATH)
  const owners = await Promise.all(CODEOWNERS_PATHS.map(async (path) => ({ path, text: await textOf(snapshot, path) })))
  const found = owners.flatMap(({ path, text }) => (typeof text === 'string' ? [{ path, text }] : []))[0]
  return {
    snapshot,
    title: basename(resolve(folder)),
    name: resolve(folder),
    owners: found,
    policy: { source: `${POLICY_PATH} in ${folder}`, content: contentOf(policy) },
  }
}

function contentOf(text: string | null | undefined): PolicyFile['content'] {
  if (text === undefined) return { state: 'absent' }
  return text === null ? { state: 'unusable', reason: 'links are not followed' } : { state: 'text', text }
}

/** `null` where the path is no readable file. */
async function textOf(snapshot: Snapshot, path: string): Promise<string | null | undefined> {
  const entry = (await snapshot.list()).find((one) => one.path === path)
  if (!entry) return undefined
  if (entry.kind !== 'file') return null
  for await (const { bytes } of snapshot.read([entry.blob])) if (bytes) return Buffer.from(bytes).toString()
  return null
}

/** A commit of the repository that a folder is in. */
export async function commitTarget(folder: string, revision: string): Promise<Target> {
  const repository = await topOf(folder)
  const snapshot = await commitSnapshot(repository, revision)
  const [policy, owners] = [await policyAt(repository, snapshot.tree, revision), await ownersAt(repository, snapshot.tree)]
  return { snapshot, policy, owners, title: basename(repository.folder), name: repository.name }
}
