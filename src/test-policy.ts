import type { CheckId } from '#model/check'
import { findingsOf } from '#model/evaluation'
import type { Range } from '#model/location'
import { unmark } from '#model/marked'
import type { Policy } from '#model/policy'
import { countAll } from '#model/units'
import { assess } from './assess.ts'
import { enginesFor } from './engines.ts'
import type { Engine } from './evaluate/engine.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { filesSnapshot } from './files-snapshot.ts'
import { type CaseResult, checkCase, type PolicyCase } from './policy/cases.ts'
import { classOf } from './policy/classes.ts'

/** Judges every case as a pull request under a policy that enforces, and every example that its custom controls bring. */
export async function testPolicy(
  policy: Policy,
  cases: readonly PolicyCase[],
  { asOf, ...engine }: Engine & { readonly asOf: string },
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = []
  for (const one of cases) results.push(await testCase({ ...policy, mode: 'enforce' }, one, asOf, engine))
  for (const control of policy.custom) results.push(...(await testExamples(control.id, control.examples, policy, engine)))
  return results
}

async function testCase(policy: Policy, one: PolicyCase, asOf: string, engine: Engine): Promise<CaseResult> {
  const pull = { base: filesSnapshot('base', one.base), head: filesSnapshot('head', one.head) }
  const { verdict } = await assess(pull, { policy, classOf: classOf(policy), asOf: one.asOf ?? asOf }, engine)
  return checkCase(one, { ...verdict, blocking: verdict.blocking.map(({ control }) => control) })
}

type Examples = Policy['custom'][number]['examples']

async function testExamples(control: CheckId, { bad, good }: Examples, policy: Policy, engine: Engine): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = []
  for (const [title, files] of Object.entries(bad)) results.push(await testExample(control, title, files, policy, engine, 'bad'))
  for (const [title, files] of Object.entries(good)) results.push(await testExample(control, title, files, policy, engine, 'good'))
  return results
}

async function testExample(
  control: CheckId,
  title: string,
  marked: Readonly<Record<string, string>>,
  policy: Policy,
  engine: Engine,
  kind: 'bad' | 'good',
): Promise<CaseResult> {
  const parts = Object.entries(marked).map(([path, text]) => ({ path, ...unmark(text) }))
  const files = Object.fromEntries(parts.map(({ path, text }) => [path, text]))
  const evaluation = await evaluate(filesSnapshot('example', files), policy, () => 'production', enginesFor(policy, engine))
  const found = findingsOf(evaluation).flatMap(({ control: id, location }) =>
    id === control ? placeOf(location?.path ?? '', location?.range) : [],
  )
  const wanted = parts.flatMap(({ path, spans }) => spans.map((range) => placeOf(path, range)))
  const result = { name: `${control}: ${title}`, line: 1 }
  if (countAll(evaluation.results.get(control)?.units.counts ?? {}) === 0) return { ...result, fault: 'the control looks at nothing here' }
  if (kind === 'good') return found.length === 0 ? result : { ...result, fault: `nothing should be found, but ${found.join(', ')} is` }
  const [missing, surplus] = [wanted.filter((place) => !found.includes(place)), found.filter((place) => !wanted.includes(place))]
  if (wanted.length === 0) return found.length > 0 ? result : { ...result, fault: 'something should be found, and nothing is' }
  if (missing.length === 0 && surplus.length === 0) return result
  return {
    ...result,
    fault: [
      ...missing.map((place) => `${place} should be found and is not`),
      ...surplus.map((place) => `${place} is found and is not marked`),
    ].join('; '),
  }
}

function placeOf(path: string, range: Range | undefined): string {
  return range ? `${path}:${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}` : path
}
