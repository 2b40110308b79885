import { expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import { parsePolicy } from '../../src/policy/parse.ts'
import { scorecard } from '../../src/scorecard.ts'
import { memoryEngine } from '../support/engine.ts'
import { memorySnapshot } from '../support/memory-snapshot.ts'

async function signoff(policyText: string, asOf = '2026-11-21') {
  const parsed = parsePolicy(policyText, { path: '.readiness.yml', source: 'test' }, catalogue)
  if (parsed.problems) throw new Error(JSON.stringify(parsed.problems))
  const snapshot = memorySnapshot('head', { 'docs/signoff.md': '# Signed off\n', '.readiness.yml': policyText })
  const { results, score } = await scorecard(snapshot, parsed.policy, asOf, memoryEngine(catalogue))
  return { rating: results.get('operations/launch-signoff')!.rating, score, findings: results.get('operations/launch-signoff')!.findings }
}

const ATTESTED = `version: 1
profile: regulated
attestations:
  - { control: operations/launch-signoff, by: "@acme/sre", evidence: docs/signoff.md, expires: 2027-06-30 }
`

test('a sign-off that the profile requires is red until somebody gives it, and red again when it has run out', async () => {
  expect(await signoff('version: 1\nprofile: regulated\n')).toMatchObject({
    rating: 'red',
    findings: [{ location: { path: '.readiness.yml' } }],
  })
  expect(await signoff(ATTESTED)).toMatchObject({ rating: 'green', score: 100 })
  expect(await signoff(ATTESTED, '2027-07-01')).toMatchObject({ rating: 'red' })
})

test('a sign-off that nobody asked for counts for nothing', async () => {
  expect(await signoff('version: 1\n')).toEqual({ rating: 'not-applicable', score: undefined, findings: [] })
  expect(await signoff(ATTESTED.replace('regulated', 'starter'))).toEqual({ rating: 'not-applicable', score: undefined, findings: [] })
})
