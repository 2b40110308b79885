import { THINGS, type Thing } from '#model/custom-control'
import { dimensionOf } from '#model/evaluation'
import { KINDS } from './custom/kinds.ts'
import { knows } from './custom/thing.ts'
import type { DataPath, PolicyText } from './document.ts'
import { compilePattern } from './patterns.ts'
import { type PolicyProblem, problemAt, quote } from './problem.ts'
import { entriesOf, field, itemsOf } from './raw.ts'
import type { Known } from './references.ts'
import { didYouMean } from './suggest.ts'

/** What the shape of a custom control cannot tell: ids that clash, halves that do not fit, patterns that do not compile. */
export function customProblems(
  { value, places }: PolicyText,
  path: string,
  { catalogue, inherited = [] }: Known,
): readonly PolicyProblem[] {
  const controls = itemsOf(field(value, 'custom'))
  const ids = controls.map((control) => field(control, 'id'))
  return controls.flatMap((control, index) => {
    const at: DataPath = ['custom', index]
    const faults = [
      ...idFaults(ids, index, { catalogue, inherited }),
      ...formFaults(control),
      ...propertyFaults(control),
      ...patternFaults(control),
    ]
    return faults.map(({ within, message, hint }) => {
      const place = [...at, ...within]
      return problemAt(path, hint === undefined ? places.value(place) : places.key(place), message, hint)
    })
  })
}

interface Fault {
  readonly within: DataPath
  readonly message: string
  readonly hint?: string | undefined
}

function idFaults(ids: readonly unknown[], index: number, { catalogue, inherited = [] }: Known): readonly Fault[] {
  const id = ids[index]
  if (typeof id !== 'string') return []
  if (Object.hasOwn(catalogue, id) || dimensionOf(id) === 'policy')
    return [{ within: ['id'], message: `${quote(id)} is the id of a built-in control.` }]
  if (inherited.includes(id)) return [{ within: ['id'], message: `${quote(id)} is declared by the policy of the organisation.` }]
  return ids.indexOf(id) < index ? [{ within: ['id'], message: `Two custom controls have the id ${quote(id)}.` }] : []
}

function formFaults(control: unknown): readonly Fault[] {
  const has = (key: string) => field(control, key) !== undefined
  const faults: Fault[] = []
  const say = (key: string, message: string) => faults.push({ within: [key], message })
  if (has('each') === has('text')) say('id', 'A custom control has either `each` (with `require`) or `text` (with `files`).')
  if (has('each') && !has('require')) say('each', '`each` needs `require`: what must each of these things fulfil?')
  if (has('text') && !has('files')) say('text', '`text` needs `files`: which files is it about?')
  if (has('text') && (has('where') || has('require')))
    say(has('where') ? 'where' : 'require', '`where` and `require` belong to `each`, not to `text`.')
  const text = field(control, 'text')
  if (text !== undefined && entriesOf(text).length === 0) say('text', '`text` needs `forbid` or `require`.')
  return faults
}

/** Names that the kind of thing does not have. */
function propertyFaults(control: unknown): readonly Fault[] {
  const each = field(control, 'each')
  const kind = THINGS.includes(each as Thing) ? KINDS[each as Thing] : undefined
  if (!kind) return []
  const needsFiles = !kind.files && field(control, 'files') === undefined
  const unknown = ['where', 'require'].flatMap((half) =>
    entriesOf(field(control, half)).flatMap(([name]): Fault[] => {
      if (knows(kind, name)) return []
      const hint =
        didYouMean(name, kind.properties) ??
        `It has: ${kind.properties.map((known) => (known.endsWith('.') ? `${known}<name>` : known)).join(', ')}.`
      return [{ within: [half, name], message: `${quote(name)} is nothing that ${String(each)} has.`, hint }]
    }),
  )
  return needsFiles
    ? [{ within: ['each'], message: `\`each: ${String(each)}\` needs \`files\`: which files is it about?` }, ...unknown]
    : unknown
}

function patternFaults(control: unknown): readonly Fault[] {
  return patternsOf(control).flatMap(({ within, pattern }) => {
    if (typeof pattern !== 'string') return []
    const compiled = compilePattern(pattern)
    return 'fault' in compiled ? [{ within, message: compiled.fault }] : []
  })
}

function patternsOf(control: unknown): readonly { readonly within: DataPath; readonly pattern: unknown }[] {
  const inText = entriesOf(field(control, 'text')).map(([key, pattern]) => ({ within: ['text', key], pattern }))
  const inConditions = ['where', 'require'].flatMap((half) =>
    entriesOf(field(control, half)).flatMap(([property, tests]) =>
      ['matches', 'lacks'].map((test) => ({ within: [half, property, test], pattern: field(tests, test) })),
    ),
  )
  return [...inText, ...inConditions]
}
