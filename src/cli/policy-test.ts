import { catalogue } from '#catalogue'
import { catalogueFor } from '../engines.ts'
import { parseCases } from '../policy/cases.ts'
import { parsePolicy } from '../policy/parse.ts'
import { type PolicyProblem, renderProblem } from '../policy/problem.ts'
import { testPolicy } from '../test-policy.ts'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { publish } from './output.ts'
import { readText } from './policy.ts'
import { wire } from './wiring.ts'

export interface PolicyTestOptions {
  readonly policy: string
  readonly output?: string | undefined
}

/** `readiness policy test`: judges the cases of a file, and says which end otherwise than they expect. */
export async function runCases(file: string, options: PolicyTestOptions): Promise<ExitCode> {
  const parsed = parsePolicy(readText(options.policy), { path: options.policy, source: options.policy }, catalogue)
  if (parsed.problems) throw mistakes(parsed.problems)
  const { engine, close } = wire({ cache: false, repository: file })
  try {
    const { cases, problems } = { cases: [], ...parseCases(readText(file), file, Object.keys(catalogueFor(parsed.policy, engine))) }
    if (problems) throw mistakes(problems)
    const results = await testPolicy(parsed.policy, cases, { ...engine, asOf: new Date().toISOString() })
    const failed = results.filter(({ fault }) => fault !== undefined)
    const lines = results.map(({ name, line, fault }) =>
      fault === undefined ? `ok    ${name}\n` : `FAIL  ${name} (${file}:${line}): ${fault}\n`,
    )
    publish(`${lines.join('')}${results.length - failed.length} of ${results.length} cases end as expected.\n`, options.output)
    return failed.length > 0 ? EXIT.gateFailed : EXIT.passed
  } finally {
    close()
  }
}

function mistakes(problems: readonly PolicyProblem[]): UsageError {
  return new UsageError(problems.map(renderProblem).join('\n'))
}
