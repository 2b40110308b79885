import { catalogue } from '#catalogue'
import { mergedPulls } from '../git/history.ts'
import { policyAt } from '../git/policy.ts'
import { topOf } from '../git/pull.ts'
import { choosePolicy } from '../policy/choose.ts'
import { parsePolicy } from '../policy/parse.ts'
import { renderProblem } from '../policy/problem.ts'
import { isBlocked, renderSimulation, type Simulation, simulate } from '../simulate.ts'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { progress, publish } from './output.ts'
import { readText } from './policy.ts'
import { wire } from './wiring.ts'

export interface SimulateOptions {
  readonly repo: string
  readonly policy: string
  readonly revision: string
  readonly last: number
  readonly format: 'pretty' | 'json'
  readonly output?: string | undefined
  readonly cache: boolean | string
}

/** `readiness simulate`: what a policy would have told the last merged pull requests. */
export async function simulateHistory(options: SimulateOptions): Promise<ExitCode> {
  const repository = await topOf(options.repo)
  const after = parsePolicy(readText(options.policy), { path: options.policy, source: options.policy }, catalogue)
  if (after.problems) throw new UsageError(after.problems.map(renderProblem).join('\n'))
  const present = await choosePolicy(await policyAt(repository, options.revision, options.revision), nothing, catalogue)
  const { engine, close } = wire({ cache: options.cache, repository: repository.name })
  const line = progress('pull requests replayed')
  try {
    const simulation = await simulate(
      {
        pulls: mergedPulls(repository, options.revision, options.last),
        ...(present.policy && { before: present.policy }),
        after: after.policy,
        asOf: new Date().toISOString(),
        onProgress: (done) => line.show(`${done} of at most ${options.last}`),
      },
      engine,
    )
    line.clear()
    publish(
      options.format === 'json' ? `${JSON.stringify(asJson(simulation), undefined, 2)}\n` : renderSimulation(simulation),
      options.output,
    )
    return EXIT.passed
  } finally {
    line.clear()
    close()
  }
}

async function* nothing() {}

function asJson({ pulls, byControl }: Simulation) {
  return {
    schemaVersion: 1,
    replayed: pulls.length,
    blocked: pulls.filter(({ after }) => isBlocked(after)).length,
    blockedBefore: pulls.filter(({ before }) => before && isBlocked(before)).length,
    byControl: Object.fromEntries(byControl),
    pulls,
  }
}
