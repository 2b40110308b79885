import { createHash } from 'node:crypto'
import { catalogue } from '#catalogue'
import type { Policy } from '#model/policy'
import type { Blob, Entry, Snapshot } from '#model/snapshot'
import { assess } from '../assess.ts'
import { catalogueFor } from '../engines.ts'
import type { Engine } from '../evaluate/engine.ts'
import { type CaseResult, checkCase, type PolicyCase, parseCases } from '../policy/cases.ts'
import { classOf } from '../policy/classes.ts'
import { parsePolicy } from '../policy/parse.ts'
import { renderProblem } from '../policy/problem.ts'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { publish } from './output.ts'
import { readText } from './policy.ts'
import { wire } from './wiring.ts'

/** `readiness policy test`: judges the cases of a file, and says which end otherwise than they expect. */
export async function testPolicy(
  file: string,
  { policy: policyFile, output }: { readonly policy: string; readonly output?: string | undefined },
): Promise<ExitCode> {
  const policy = orThrow(parsePolicy(readText(policyFile), { path: policyFile, source: policyFile }, catalogue)).policy
  const { engine, close } = wire({ cache: false, repository: file })
  try {
    const known = Object.keys(catalogueFor(policy, engine))
    const { cases } = orThrow(parseCases(readText(file), file, known))
    const results: CaseResult[] = []
    for (const one of cases) results.push(await judged(one, policy, engine))
    const failed = results.filter(({ fault }) => fault !== undefined)
    const lines = results.map(({ name, line, fault }) =>
      fault === undefined ? `ok    ${name}\n` : `FAIL  ${name} (${file}:${line}): ${fault}\n`,
    )
    publish(`${lines.join('')}${results.length - failed.length} of ${results.length} cases end as expected.\n`, output)
    return failed.length > 0 ? EXIT.gateFailed : EXIT.passed
  } finally {
    close()
  }
}

function orThrow<Value extends object>(parsed: Value | { readonly problems: readonly Parameters<typeof renderProblem>[0][] }): Value {
  if ('problems' in parsed && parsed.problems) throw new UsageError(parsed.problems.map(renderProblem).join('\n'))
  return parsed as Value
}

async function judged(one: PolicyCase, policy: Policy, engine: Engine): Promise<CaseResult> {
  const pull = { base: textSnapshot('base', one.base), head: textSnapshot('head', one.head) }
  const asOf = one.asOf ?? new Date().toISOString()
  const { verdict } = await assess(pull, { policy: { ...policy, mode: 'enforce' }, classOf: classOf(policy), asOf }, engine)
  return checkCase(one, {
    conclusion: verdict.conclusion,
    blocking: verdict.blocking.map(({ control }) => control),
    reasons: verdict.reasons,
  })
}

/** A snapshot of texts that are nowhere but in the file of cases. */
function textSnapshot(revision: string, files: Readonly<Record<string, string>>): Snapshot {
  const contents = new Map(Object.values(files).map((text) => [idOf(text), Buffer.from(text)]))
  const entries: Entry[] = Object.entries(files).map(([path, text]) => ({ path, blob: idOf(text), kind: 'file' }))
  return {
    revision,
    tree: idOf(JSON.stringify(Object.entries(files).toSorted())),
    list: async () => entries,
    changes: async () => undefined,
    async *read(blobs): AsyncIterable<Blob> {
      for (const blob of blobs) yield { blob, bytes: contents.get(blob)! }
    },
  }
}

function idOf(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
