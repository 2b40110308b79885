import { describe, expect, test } from 'vitest'
import { findingsOf } from '#model/evaluation'
import type { Finding } from '#model/finding'
import { assessCase } from './support/assess-case.ts'
import { repositoryCases } from './support/repository-case.ts'

describe.each(repositoryCases())('$name', (repository) => {
  test(`${repository.expected.title}`, async () => {
    const { introduced = [], worsened = [], fixed = [], unchanged, conclusion, about, ratings, findings, silent } = repository.expected
    const { head, delta, verdict } = await assessCase(repository)
    const told = (all: readonly Finding[]) => loud(about ? all.filter(({ control }) => about.includes(control)) : all)
    if (conclusion) {
      const actual = {
        introduced: told(delta.introduced),
        worsened: told(delta.worsened.map(({ finding }) => finding)),
        fixed: told(delta.fixed),
      }
      expect({ conclusion: verdict.conclusion, ...actual }).toEqual({ conclusion, introduced, worsened, fixed })
    }
    if (unchanged) expect(told(delta.unchanged)).toEqual(unchanged)
    const rated = Object.keys(ratings ?? {}).map((control) => [control, head.results.get(control)?.rating])
    expect(Object.fromEntries(rated)).toEqual(ratings ?? {})
    expect(findingsOf(head).map(nameOf)).toEqual(expect.arrayContaining([...(findings ?? [])]))
    const quietPaths = silent ?? []
    expect(told(findingsOf(head).filter(({ location }) => quietPaths.includes(location?.path ?? '')))).toEqual([])
    expect([...head.results.values()].filter(({ error }) => error)).toEqual([])
  })
})

/** Quiet findings are for tables: a case names what people are told. */
function loud(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ quiet }) => !quiet)
    .map(nameOf)
    .toSorted()
}

function nameOf({ control, location }: Finding): string {
  return `${control} ${location?.path}${location?.range ? `:${location.range.start.line}` : ''}`
}
