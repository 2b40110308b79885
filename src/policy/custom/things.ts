import type { FileObservation } from '#model/checks'
import type { Condition, CustomControl, ThingTest } from '#model/custom-control'
import type { SourceFile } from '#model/snapshot'
import { type Answer, compileCondition, wanted } from './conditions.ts'
import type { Property } from './property.ts'
import type { Seen, ThingKind } from './thing.ts'

interface Compiled {
  readonly name: string
  readonly condition: Condition
  readonly test: (property: Property) => Answer
}

/** Looks at every thing of a kind: those that fulfil `where` must fulfil `require`. */
export function inspectThings(
  control: CustomControl,
  { where, require }: ThingTest,
  kind: ThingKind,
): (file: SourceFile) => Iterable<FileObservation> {
  const filters = compile(where, 'some')
  const demands = compile(require, 'every')
  return function* (file) {
    for (const seen of kind.read(file)) {
      const applies = answers(seen, filters)
      if (applies.some(({ answer }) => answer === 'no')) continue
      const { subject, range } = seen
      const failed = answers(seen, demands).filter(({ answer }) => answer !== 'yes')
      const violated = failed.filter(({ answer }) => answer === 'no')
      const open = [...applies.filter(({ answer }) => answer === 'unknown'), ...failed.filter(({ answer }) => answer === 'unknown')]
      if (open.length > 0 && (violated.length === 0 || applies.some(({ answer }) => answer === 'unknown')))
        yield { subject, range, unknown: `${open.map(({ name }) => name).join(' and ')} of ${subject} is decided outside of this file` }
      else if (violated.length === 0) yield { subject, range }
      else yield { subject, range, problem: { rating: control.rating, message: message(control, seen, violated, kind) } }
    }
  }
}

function compile(conditions: Readonly<Record<string, Condition>>, quantifier: 'some' | 'every'): readonly Compiled[] {
  return Object.entries(conditions).map(([name, condition]) => ({ name, condition, test: compileCondition(condition)[quantifier] }))
}

function answers(seen: Seen, tests: readonly Compiled[]) {
  return tests.map((test) => ({ ...test, answer: test.test(seen.property(test.name)) }))
}

function message({ title, remedy }: CustomControl, seen: Seen, violated: readonly Compiled[], { concealed = [] }: ThingKind): string {
  const faults = violated.map(({ name, condition }) => {
    const found = concealed.includes(name) ? '' : ` is ${shown(seen.property(name))} and`
    return `${name}${found} must be ${wanted(condition)}`
  })
  return [`${seen.subject}: ${faults.join('; ')}. ${title}.`, ...(remedy ? [remedy] : [])].join(' ')
}

const LONGEST_VALUE = 100

function shown(property: Property): string {
  const values = [...new Set(property.flatMap(({ values }) => (values.length === 0 ? ['not set'] : values.map(String))))]
  const text = values.join(', ')
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}
