import { expect, test } from 'vitest'
import { type Catalogue, LEVELS } from '#model/check'
import { parsePolicy } from '../src/policy/parse.ts'
import { renderProblem } from '../src/policy/problem.ts'
import { scorecard } from '../src/scorecard.ts'
import { control } from './support/catalogue.ts'
import { memoryEngine } from './support/engine.ts'
import { memorySnapshot } from './support/memory-snapshot.ts'

const signoff = control({
  kind: 'attest',
  level: LEVELS.fromRegulated,
  files: ['main.py'],
  judged: 'repository',
  collect: () => [true],
  judge: () => [{ subject: 'sign-off', scope: 'repository', unknown: 'no file can show it' }],
})
const CATALOGUE: Catalogue = {
  'access/lines': control({ files: ['main.py'], judged: 'repository', collect: () => [true], judge: () => [{ subject: 'line' }] }),
  'operations/launch-signoff': signoff,
  'operations/on-call': {
    ...signoff,
    kind: 'evidence',
    level: LEVELS.always,
    judge: () => [{ subject: 'rota', scope: 'repository', problem: { message: 'No rota.', rating: 'red' } }],
  },
}

async function card(attestation: string, profile = 'regulated', files = {}) {
  const text = `version: 1\nprofile: ${profile}\nattestations:\n  - { by: "@acme/sre", ${attestation} }\n`
  const parsed = parsePolicy(text, { path: '.readiness.yml', source: 'test' }, CATALOGUE)
  if (parsed.problems) return parsed.problems.map(renderProblem)
  const evaluation = await scorecard(
    memorySnapshot('head', { 'main.py': 'x', ...files }),
    parsed.policy,
    '2026-11-21',
    memoryEngine(CATALOGUE),
  )
  const ratings = Object.fromEntries([...evaluation.results].map(([id, { rating }]) => [id.replace('operations/', ''), rating]))
  return { ...ratings, score: evaluation.score && Math.round(evaluation.score) }
}

test('an attestation in force answers for what no file shows, and counts', async () => {
  expect(await card('control: operations/launch-signoff, evidence: "https://acme.example/signoff"')).toMatchObject({
    'launch-signoff': 'green',
    'on-call': 'red',
    score: 75,
  })
  expect(
    await card('control: operations/on-call, evidence: docs/rota.md, expires: 2026-11-21', 'regulated', { 'docs/rota.md': '# Rota\n' }),
  ).toMatchObject({ 'on-call': 'green', 'launch-signoff': 'red', score: 75 })
})

test('one that ran out counts as absent, and is said to have run out', async () => {
  expect(
    await card('control: operations/on-call, evidence: docs/rota.md, expires: 2026-11-20', 'regulated', { 'docs/rota.md': '# Rota\n' }),
  ).toMatchObject({ 'on-call': 'red', 'policy/waivers': 'yellow' })
})

test('one whose evidence is not there is a problem', async () => {
  expect(await card('control: operations/launch-signoff, evidence: docs/signoff.md')).toMatchObject({ 'launch-signoff': 'red' })
})

test('one that nobody asked for counts for nothing', async () => {
  expect(await card('control: operations/launch-signoff, evidence: "https://acme.example/signoff"', 'starter')).toMatchObject({
    'launch-signoff': 'unknown',
    score: 63,
  })
})

test('a control that files answer cannot be attested', async () => {
  expect(await card('control: access/lines, evidence: a.md')).toEqual([
    '.readiness.yml:4:33: "access/lines" is answered by the files: waive a finding instead of attesting.',
  ])
})
