import { catalogue } from '#catalogue'
import type { Assessment } from '#model/assessment'
import type { PolicyFile } from '#model/policy-file'
import { review } from '../../src/review.ts'
import { memoryEngine } from './engine.ts'
import { memorySnapshot } from './memory-snapshot.ts'
import type { RepositoryCase } from './repository-case.ts'

/** What all controls say about both commits of a case. */
export async function assessCase({ base, head }: RepositoryCase): Promise<Assessment> {
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
