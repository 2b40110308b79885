import { describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import type { Assessment } from '#model/assessment'
import { findingsOf } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { PolicyFile } from '#model/policy-file'
import { review } from '../src/review.ts'
import { memoryEngine } from './support/engine.ts'
import { memorySnapshot } from './support/memory-snapshot.ts'
import { type RepositoryCase, repositoryCases } from './support/repository-case.ts'

describe.each(repositoryCases())('$name', (repository) => {
  test(`${repository.expected.title}`, async () => {
    const assessment = await assessed(repository)
    const { introduced, worsened, fixed, unchanged, conclusion, ratings, findings, silent } = repository.expected
    const at = assessment.head
    const { delta } = assessment
    const actual = {
      introduced: loud(delta.introduced),
      worsened: loud(delta.worsened.map(({ finding }) => finding)),
      fixed: loud(delta.fixed),
    }
    if (conclusion) {
      expect({ conclusion: assessment.verdict.conclusion, ...actual }).toEqual({
        conclusion,
        introduced: introduced ?? [],
        worsened: worsened ?? [],
        fixed: fixed ?? [],
      })
    }
    if (unchanged) expect(loud(delta.unchanged)).toEqual(unchanged)
    for (const [control, rating] of Object.entries(ratings ?? {}))
      expect(`${control} ${at.results.get(control)?.rating}`).toBe(`${control} ${rating}`)
    expect(findingsOf(at).map(nameOf)).toEqual(expect.arrayContaining([...(findings ?? [])]))
    for (const path of silent ?? []) expect(findingsOf(at).filter(({ location }) => location?.path === path)).toEqual([])
    expect([...at.results.values()].filter(({ error }) => error)).toEqual([])
  })
})

async function assessed({ base, head }: RepositoryCase): Promise<Assessment> {
  const reviewed = await review(
    {
      base: memorySnapshot('base', base),
      head: memorySnapshot('head', head),
      basePolicy: policyIn(base, 'base'),
      headPolicy: policyIn(head, 'head'),
      owners: {},
      asOf: '2026-11-21T12:00:00Z',
      earlier: async function* () {},
    },
    memoryEngine(catalogue),
  )
  if (!reviewed.assessment) throw new Error(reviewed.problems.map(({ message }) => message).join('\n'))
  return reviewed.assessment
}

function policyIn(files: Readonly<Record<string, string>>, name: string): PolicyFile {
  const text = files['.readiness.yml']
  return { source: name, content: text === undefined ? { state: 'absent' } : { state: 'text', text } }
}

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
