import type { Catalogue, Check, Level } from '#model/check'
import { fileCheck } from '#model/checks'
import type { CustomControl, ThingTest } from '#model/custom-control'
import { digestOf } from '../digest.ts'
import { KINDS } from './kinds.ts'
import { inspectText } from './text.ts'
import { inspectThings } from './things.ts'

/** The controls that a policy declares, as checks like all others. The same list gives the same catalogue. */
export function customChecks(controls: readonly CustomControl[]): Catalogue {
  const known = CATALOGUES.get(controls)
  if (known) return known
  const catalogue = Object.fromEntries(
    controls.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((control) => [control.id, customCheck(control)]),
  )
  CATALOGUES.set(controls, catalogue)
  return catalogue
}

const CATALOGUES = new WeakMap<readonly CustomControl[], Catalogue>()

/** Equal for definitions that say the same about every file: facts under one hold under the other. */
export function customDigest(controls: readonly CustomControl[]): string {
  return digestOf(
    controls
      .map(({ id, rating, files, test, title, remedy }) => ({ id, rating, files, test, title, remedy }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  )
}

function customCheck(control: CustomControl): Check {
  const { title, severity, level, why = '', remedy = '', references, effort, also, examples } = control
  return fileCheck({
    title,
    severity,
    kind: 'static',
    level: sameInAll(level),
    since: '0.0',
    why,
    remedy,
    references,
    ...(effort !== undefined && { effort }),
    also,
    examples,
    ...inspection(control),
  })
}

function sameInAll(level: Level) {
  return { starter: level, standard: level, regulated: level }
}

function inspection(control: CustomControl): Pick<Parameters<typeof fileCheck>[0], 'files' | 'hints' | 'inspect'> {
  const { test } = control
  if (!isAboutThings(test)) return { files: control.files ?? [], inspect: inspectText(control, test) }
  const kind = KINDS[test.each]
  return { files: control.files ?? kind.files ?? [], ...(kind.hints && { hints: kind.hints }), inspect: inspectThings(control, test, kind) }
}

function isAboutThings(test: CustomControl['test']): test is ThingTest {
  return 'each' in test
}
