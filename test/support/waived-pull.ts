import { lines, rangeInLine } from '#formats/lines'
import { suppressions } from '#formats/suppressions'
import { type Catalogue, LEVELS } from '#model/check'
import { fileCheck } from '#model/checks'
import { compare } from '../../src/compare.ts'
import { decide } from '../../src/decide.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { followRenames } from '../../src/evaluate/renames.ts'
import { classOf } from '../../src/policy/classes.ts'
import { parsePolicy } from '../../src/policy/parse.ts'
import { waivePull } from '../../src/policy/waive.ts'
import { memoryEngine } from './engine.ts'
import { memorySnapshot } from './memory-snapshot.ts'

export type Files = Readonly<Record<string, string>>

const head = {
  title: 'Lines are fine',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  why: 'why',
  remedy: 'remedy',
  references: [],
  files: ['**/*.yaml'],
  examples: { bad: {}, good: {} },
} as const

/** `name: bad|worse|grave|black|key-…|fine` lines, one unit each: medium unless it says otherwise. */
export const LINES: Catalogue = Object.fromEntries(
  ['deploy/lines', 'secrets/lines'].map((id) => [
    id,
    fileCheck({
      ...head,
      severity: 'medium',
      *inspect(file) {
        for (const line of lines(file)) {
          const [, subject, value] = /^(\w+): (\S+)/.exec(line.text) ?? []
          if (!subject || !value || (id === 'secrets/lines') !== value.startsWith('key-')) continue
          const range = rangeInLine(line, 0, subject.length)
          if (value === 'bad') yield { subject, range, problem: { message: 'bad', rating: 'yellow' } }
          else if (value === 'worse') yield { subject, range, problem: { message: 'worse', rating: 'red' } }
          else if (value === 'grave') yield { subject, range, problem: { message: 'grave', rating: 'red', severity: 'high' } }
          else if (value === 'black') yield { subject, range, problem: { message: 'black', rating: 'black' } }
          else if (value.startsWith('key-')) yield { subject, range, secretDigest: value, problem: { message: 'a key', rating: 'red' } }
          else yield { subject, range }
        }
      },
    }),
  ]),
)

const GATE = 'gate: { introduced: medium }\n'

export function policyOf(text: string, gate = GATE) {
  const parsed = parsePolicy(`version: 1\nmode: enforce\n${gate}${text}`, { path: '.readiness.yml', source: 'test' }, LINES)
  if (parsed.problems) throw new Error(parsed.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return parsed.policy
}

function commentsOf(files: Files) {
  return new Map(Object.entries(files).map(([path, text]) => [path, suppressions({ path, text })] as const))
}

/** A pull request between two sets of files, with the waivers of a policy and the comments in the files. */
export async function waivedPull(base: Files, head: Files, policyText = '', asOf = '2026-11-21T12:00:00Z', gate = GATE) {
  const policy = policyOf(policyText, gate)
  const engine = memoryEngine(LINES)
  const [from, to] = [memorySnapshot('base', base), memorySnapshot('head', head)]
  const paths = new Set(Object.keys(base))
  const renames = await followRenames(from, to, paths, classOf(policy))
  const sides = {
    base: await evaluate(from, policy, classOf(policy), [engine]),
    head: await evaluate(to, policy, classOf(policy), [engine]),
  }
  const comments = { base: commentsOf(base), head: commentsOf(head) }
  const waived = waivePull(sides.base.results, sides.head.results, {
    policy,
    asOf,
    classOf: classOf(policy),
    suppressions: comments,
    renames,
  })
  const before = { ...sides.base, results: waived.base.results }
  const after = { ...sides.head, results: waived.head.results }
  const delta = compare(before, after, renames)
  return { delta, waived, verdict: decide(delta, { base: before, head: after }, policy) }
}

/** What a reader would say of it: the class of each finding, whether it is waived, and the verdict. */
export async function story(...args: Parameters<typeof waivedPull>): Promise<string> {
  const { delta, verdict } = await waivedPull(...args)
  const classes = [
    ...delta.introduced.map((finding) => ['introduced', finding] as const),
    ...delta.worsened.map(({ finding }) => ['worsened', finding] as const),
    ...delta.fixed.map((finding) => ['fixed', finding] as const),
    ...delta.unchanged.map((finding) => ['unchanged', finding] as const),
  ]
  const words = classes.map(([name, { waived }]) => `${name}${waived ? (waived.listedOnly ? ', listed' : ', waived') : ''}`)
  return `${words.join('; ') || 'nothing'}: ${verdict.conclusion}`
}

/** What `policy/waivers` says of the head. */
export async function remarks(...args: Parameters<typeof waivedPull>): Promise<readonly string[]> {
  const { waived } = await waivedPull(...args)
  return waived.head.observations.flatMap(({ problem, location }) =>
    problem ? [`${location?.path}:${location?.range?.start.line}: ${problem.message}`] : [],
  )
}
