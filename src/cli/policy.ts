import { readFileSync } from 'node:fs'
import { CATALOGUE_VERSION, catalogue } from '#catalogue'
import { ownerRules } from '#formats/codeowners'
import { findingsOf } from '#model/evaluation'
import { POLICY_PATH } from '#model/policy-file'
import type { Severity } from '#model/rating'
import { mergedPulls } from '../git/history.ts'
import { ownersAt, policyAt } from '../git/policy.ts'
import { topOf } from '../git/pull.ts'
import { commitSnapshot } from '../git/snapshot.ts'
import { choosePolicy } from '../policy/choose.ts'
import { classOf } from '../policy/classes.ts'
import { policyOwners } from '../policy/compare-owners.ts'
import { builtinPolicy } from '../policy/defaults.ts'
import { explainControl, explainGate, renderExplained, titleOf } from '../policy/explain.ts'
import { inferServices } from '../policy/infer-services.ts'
import { proposePolicy } from '../policy/init.ts'
import { policyJsonSchema } from '../policy/json-schema.ts'
import { parsePolicy } from '../policy/parse.ts'
import { renderProblem } from '../policy/problem.ts'
import { scorecard } from '../scorecard.ts'
import { isBlocked, simulate } from '../simulate.ts'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { organisationFrom } from './organisation.ts'
import { publish } from './output.ts'
import { wire } from './wiring.ts'

interface Output {
  readonly output?: string | undefined
}

/** `readiness policy check`: all mistakes of a policy file at once. */
export function checkPolicy(file: string, { output }: Output): ExitCode {
  const { problems } = parsePolicy(readText(file), { path: file, source: file }, catalogue)
  publish(problems ? problems.map((problem) => `${renderProblem(problem)}\n`).join('') : `${file}: no mistakes.\n`, output)
  return problems ? EXIT.usage : EXIT.passed
}

/** `readiness policy schema`: JSON Schema for editors. */
export function printSchema({ output }: Output): ExitCode {
  publish(`${JSON.stringify(policyJsonSchema(catalogue), undefined, 2)}\n`, output)
  return EXIT.passed
}

export interface ExplainOptions extends Output {
  readonly repo: string
  readonly revision: string
  readonly organisation?: string | undefined
}

/** `readiness policy explain`: which file and line sets each value, of one control or of the gate. */
export async function explainPolicy(
  control: string | undefined,
  { repo, revision, organisation, output }: ExplainOptions,
): Promise<ExitCode> {
  const repository = await topOf(repo)
  const file = await policyAt(repository, revision, revision)
  const above = organisation === undefined ? undefined : await organisationFrom(organisation, repository, file)
  const chosen = await choosePolicy(file, nothing, catalogue, above)
  if (chosen.problems) throw new UsageError(chosen.problems.map(renderProblem).join('\n'))
  if (!chosen.settings) throw new UsageError(`There is no ${POLICY_PATH} at ${revision}: \`readiness policy init\` proposes one.`)
  const rows = control === undefined ? explainGate(chosen.settings) : explainControl(control, chosen.settings, chosen.policy)
  if (!rows) throw new UsageError(`No control is named ${JSON.stringify(control)}: \`readiness controls\` lists them.`)
  const title = control === undefined ? chosen.policy.source : `${control}: ${titleOf(control, catalogue, chosen.policy)}`
  publish(`${title}\n${renderExplained(rows)}${chosen.notes.map((note) => `${note}\n`).join('')}`, output)
  return EXIT.passed
}

async function* nothing() {}

/** `readiness policy init`: a first policy with comments, from what the repository is. */
export async function initPolicy({ repo, output }: Output & { readonly repo: string }): Promise<ExitCode> {
  const repository = await topOf(repo)
  const snapshot = await commitSnapshot(repository, 'HEAD')
  const policy = builtinPolicy({ source: 'proposal' }, catalogue)
  const { engine, close } = wire({ cache: true, repository: repository.name })
  try {
    const evaluation = await scorecard(snapshot, policy, new Date().toISOString(), engine)
    const bySeverity = Map.groupBy(findingsOf(evaluation), ({ severity }) => severity)
    const open: Partial<Record<Severity, number>> = Object.fromEntries(
      [...bySeverity].map(([severity, findings]) => [severity, findings.length]),
    )
    const owners = await ownersAt(repository, snapshot.tree)
    const paths = (await snapshot.list()).map(({ path }) => path)
    const services = inferServices(paths, classOf(policy), owners ? ownerRules(owners) : [])
    const pulls = mergedPulls(repository, snapshot.revision, LAST)
    const replay = await simulate({ pulls, after: policy, asOf: new Date().toISOString() }, engine)
    const blocked = replay.pulls.filter(({ after }) => isBlocked(after)).length
    const history = { replayed: replay.pulls.length, blocked, byControl: replay.byControl }
    publish(
      proposePolicy({
        catalogue: CATALOGUE_VERSION,
        services,
        score: evaluation.score,
        open,
        history,
        owned: policyOwners(owners).length > 0,
      }),
      output,
    )
    return EXIT.passed
  } finally {
    close()
  }
}

/** Merged pull requests that a proposal looks back on. */
const LAST = 50

/** A file that a person named. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`Cannot read ${JSON.stringify(file)}: ${(error as Error).message}`)
  }
}
