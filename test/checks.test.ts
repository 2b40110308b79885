import { describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import type { Check, Example } from '#model/check'
import { countAll } from '#model/units'
import { applyEdits } from '../src/reports/edits.ts'
import { type Files, filesOf, placesOf, resultOf } from './support/example.ts'

/** What a person attests stands in no file: there is nothing to run. */
const shown = Object.entries(catalogue).filter(([, { kind }]) => kind !== 'attest')

describe.each(shown)('%s', (id, check) => {
  test('has at least three bad and three good examples', () => {
    expect(Object.keys(check.examples.bad).length).toBeGreaterThanOrEqual(3)
    expect(Object.keys(check.examples.good).length).toBeGreaterThanOrEqual(3)
  })

  describe.each(Object.entries(check.examples.bad))('reports %s', (_, example) => {
    test('exactly at the marks', async () => {
      const { files, marks } = filesOf(example)
      const result = await resultOf(id, check, files)
      expect(result.error).toBeUndefined()
      expect(result.findings.length).toBeGreaterThan(0)
      expect(placesOf(result)).toEqual(marks)
    })
    test('under the same names after lines have moved', () => sameNames(id, check, example, moved))
    test('in files with CRLF', () => sameNames(id, check, example, (text) => text.replaceAll('\n', '\r\n')))
    test('and its fixes make the findings go away and change nothing else', () => fixes(id, check, example))
  })

  test.each(Object.entries(check.examples.good))('accepts %s', async (_, example) => {
    const { files, marks } = filesOf(example)
    const result = await resultOf(id, check, files)
    expect(marks).toEqual([])
    expect(result.error).toBeUndefined()
    expect(countAll(result.units.counts)).toBeGreaterThan(0)
    expect(result.findings).toEqual([])
  })
})

describe.each(shown.filter(([, { judged }]) => judged === 'repository'))('%s', (id, check) => {
  test('comes back when a file that satisfies it is deleted', async () => {
    const lost = Object.values(check.examples.good).flatMap((example) => withoutOne(filesOf(example).files))
    const results = await Promise.all(lost.map((files) => resultOf(id, check, files)))
    expect(results.some(({ findings }) => findings.length > 0)).toBe(true)
  })
})

function moved(text: string): string {
  return `\n\n${text}`
}

async function sameNames(id: string, check: Check, example: Example, change: (text: string) => string): Promise<void> {
  const names = async (change?: (text: string) => string) => {
    const { files, marks } = filesOf(example, change)
    const result = await resultOf(id, check, files)
    expect(placesOf(result)).toEqual(marks)
    return result.units
      .all()
      .map(({ identity, ordinal, rating }) => `${identity} ${ordinal} ${rating}`)
      .toSorted()
  }
  expect(await names(change)).toEqual(await names())
}

async function fixes(id: string, check: Check, example: Example): Promise<void> {
  const { files } = filesOf(example)
  const before = await resultOf(id, check, files)
  for (const { location, fix, subject } of before.findings) {
    if (!fix) continue
    const path = location!.path
    const after = await resultOf(id, check, { ...files, [path]: applyEdits(files[path]!, fix.edits) })
    expect(after.findings.length, `the fix of ${subject}`).toBeLessThan(before.findings.length)
  }
}

function withoutOne(files: Files): Files[] {
  return Object.keys(files).map((path) => Object.fromEntries(Object.entries(files).filter(([other]) => other !== path)))
}
