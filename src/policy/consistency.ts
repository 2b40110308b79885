import type { Catalogue, ParamSpec } from '#model/check'
import type { DataPath, Places, PolicyText } from './document.ts'
import { isGlob } from './globs.ts'
import { named, shapeProblems } from './issues.ts'
import { paramSchema } from './params.ts'
import { type PolicyProblem, problemAt, quote } from './problem.ts'
import { entriesOf, field, itemsOf } from './raw.ts'
import { didYouMean } from './suggest.ts'

/** Values that are well formed and do not fit each other or the control that they are for. */
export function consistencyProblems({ value, places }: PolicyText, path: string, catalogue: Catalogue): readonly PolicyProblem[] {
  const found = [
    ...twiceNamed(itemsOf(field(value, 'services'))),
    ...itemsOf(field(value, 'waivers')).flatMap((waiver, index) => waiverFault(field(waiver, 'control'), index)),
    ...(field(field(value, 'controls'), 'policy/invalid') === undefined ? [] : [BROKEN_POLICY]),
    ...itemsOf(field(value, 'attestations')).flatMap((attestation, index) => [
      ...evidenceFault(field(attestation, 'evidence'), index),
      ...staticFault(field(attestation, 'control'), index, catalogue),
    ]),
  ]
  return [
    ...entriesOf(field(value, 'controls')).flatMap(([id, entry]) => paramProblems(id, field(entry, 'params'), { places, path, catalogue })),
    ...found.map(({ at, message }) => problemAt(path, places.value(at), message)),
  ]
}

interface Fault {
  readonly at: DataPath
  readonly message: string
}

interface Context {
  readonly places: Places
  readonly path: string
  readonly catalogue: Catalogue
}

function paramProblems(id: string, params: unknown, { places, path, catalogue }: Context): readonly PolicyProblem[] {
  const at: DataPath = ['controls', id, 'params']
  const entries = entriesOf(params)
  if (entries.length > 0 && isGlob(id))
    return [problemAt(path, places.key(at), `${named(at)}: parameters belong to one control, not to a pattern.`)]
  const check = Object.hasOwn(catalogue, id) ? catalogue[id] : undefined
  if (!check) return []
  const specs: Readonly<Record<string, ParamSpec<unknown>>> = check.params ?? {}
  return entries.flatMap(([name, value]) => {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (spec) return shapeProblems(paramSchema(spec), value, places, path, [...at, name])
    const message = `${quote(name)} is not a parameter of this control.`
    return [problemAt(path, places.key([...at, name]), message, knownParams(name, Object.keys(specs)))]
  })
}

function knownParams(wrong: string, names: readonly string[]): string {
  return names.length === 0 ? 'It has no parameters.' : (didYouMean(wrong, names) ?? `It has: ${names.join(', ')}.`)
}

/** What is said of the policy itself cannot be silenced by it; `policy/unreadable` is about files. */
function waiverFault(control: unknown, index: number): readonly Fault[] {
  const isAboutPolicy = typeof control === 'string' && control.startsWith('policy/') && control !== 'policy/unreadable'
  return isAboutPolicy
    ? [{ at: ['waivers', index, 'control'], message: `${quote(control)} cannot be waived: it is about the policy itself.` }]
    : []
}

const BROKEN_POLICY: Fault = {
  at: ['controls', 'policy/invalid'],
  message: 'A policy that cannot be read always fails: "policy/invalid" cannot be set.',
}

function twiceNamed(services: readonly unknown[]): readonly Fault[] {
  const first = new Set<unknown>()
  return services.flatMap((service, index) => {
    const name = field(service, 'name')
    if (typeof name !== 'string' || !first.has(name)) {
      first.add(name)
      return []
    }
    return [{ at: ['services', index, 'name'], message: `Two services are called ${quote(name)}.` }]
  })
}

/** Where a line of a file answers, nobody else can. */
function staticFault(control: unknown, index: number, catalogue: Catalogue): readonly Fault[] {
  if (typeof control !== 'string') return []
  const isAnswered = control.startsWith('policy/') || (Object.hasOwn(catalogue, control) && catalogue[control]?.kind === 'static')
  if (!isAnswered) return []
  const message = `${quote(control)} is answered by the files: waive a finding instead of attesting.`
  return [{ at: ['attestations', index, 'control'], message }]
}

function evidenceFault(evidence: unknown, index: number): readonly Fault[] {
  if (typeof evidence !== 'string') return []
  const isLink = /^https:\/\/[^\s/]/.test(evidence)
  const isFile = !/^[a-z][a-z0-9+.-]*:|^\/|(?:^|\/)\.\.(?:\/|$)|\\|^\.\//i.test(evidence)
  return isLink || isFile
    ? []
    : [
        {
          at: ['attestations', index, 'evidence'],
          message: 'Evidence is a file of this repository (from its root) or a link that begins with https://.',
        },
      ]
}
