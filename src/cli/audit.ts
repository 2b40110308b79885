import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CATALOGUE_VERSION } from '#catalogue'
import { findingsOf } from '#model/evaluation'
import type { Policy } from '#model/policy'
import { POLICY_PATH, type PolicyFile } from '#model/policy-file'
import { isAtLeast, type Severity } from '#model/rating'
import type { Snapshot } from '#model/snapshot'
import { contentsOf } from '../evaluate/contents.ts'
import type { Engine } from '../evaluate/engine.ts'
import { folderSnapshot } from '../git/folder.ts'
import { policyAt } from '../git/policy.ts'
import { nameOf, topOf } from '../git/pull.ts'
import { commitSnapshot } from '../git/snapshot.ts'
import { choosePolicy } from '../policy/choose.ts'
import { renderProblem } from '../policy/problem.ts'
import { scorecard } from '../scorecard.ts'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { type AuditFormat, renderAudit } from './formats.ts'
import { publish } from './output.ts'
import { wire } from './wiring.ts'

export interface AuditOptions {
  readonly folder: string
  readonly revision?: string | undefined
  readonly only?: readonly string[] | undefined
  /** ISO 8601; absent: now. */
  readonly asOf?: string | undefined
  readonly failOn?: Severity | undefined
  readonly format: AuditFormat
  readonly output?: string | undefined
  readonly cache: boolean | string
}

interface Target {
  readonly snapshot: Snapshot
  readonly policy: PolicyFile
  /** What tells its states apart from others'. */
  readonly name: string
}

/** `readiness audit`: the scorecard of one snapshot, a folder as it is on disk or a commit. */
export async function audit(options: AuditOptions): Promise<ExitCode> {
  const { snapshot, policy, name } = await (options.revision === undefined
    ? folderTarget(options.folder)
    : commitTarget(options.folder, options.revision))
  const { engine, close } = wire({ only: options.only, cache: options.cache, repository: name })
  try {
    const evaluation = await scorecard(snapshot, await policyFrom(policy, engine), options.asOf ?? new Date().toISOString(), engine)
    const contents = await contentsOf(snapshot, evaluation, findingsOf(evaluation))
    publish(
      await renderAudit(options, evaluation, { version: CATALOGUE_VERSION, catalogue: engine.catalogue }, { contents }),
      options.output,
    )
    const { failOn } = options
    const failed = failOn !== undefined && findingsOf(evaluation).some(({ severity, waived }) => !waived && isAtLeast(severity, failOn))
    return failed ? EXIT.gateFailed : EXIT.passed
  } finally {
    close()
  }
}

async function policyFrom(file: PolicyFile, { catalogue }: Engine): Promise<Policy> {
  const { policy, problems = [] } = await choosePolicy(file, nothingEarlier, catalogue)
  if (!policy) throw new UsageError(`The policy has mistakes:\n${problems.map((problem) => `  ${renderProblem(problem)}`).join('\n')}`)
  return policy
}

async function* nothingEarlier(): AsyncIterable<PolicyFile> {}

async function folderTarget(folder: string): Promise<Target> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${JSON.stringify(folder)} is not a folder.`)
  const snapshot = await folderSnapshot(folder)
  return { snapshot, name: resolve(folder), policy: { source: `${POLICY_PATH} in ${folder}`, content: await policyIn(snapshot) } }
}

async function policyIn(snapshot: Snapshot): Promise<PolicyFile['content']> {
  const entry = (await snapshot.list()).find(({ path }) => path === POLICY_PATH)
  if (!entry) return { state: 'absent' }
  if (entry.kind !== 'file') return { state: 'unusable', reason: 'links are not followed' }
  for await (const { bytes } of snapshot.read([entry.blob])) if (bytes) return { state: 'text', text: Buffer.from(bytes).toString() }
  return { state: 'unusable', reason: 'it cannot be read' }
}

async function commitTarget(folder: string, revision: string): Promise<Target> {
  const repository = await topOf(folder)
  const snapshot = await commitSnapshot(repository, revision)
  return { snapshot, name: await nameOf(repository), policy: await policyAt(repository, snapshot.tree, revision) }
}
