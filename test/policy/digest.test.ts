import { expect, test } from 'vitest'
import { policyDigest } from '../../src/policy/digest.ts'
import { parsePolicy } from '../../src/policy/parse.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

function digest(text: string, source = 'test'): string {
  const answer = parsePolicy(`version: 1\n${text}`, { path: '.readiness.yml', source }, SMALL_CATALOGUE)
  if (answer.problems) throw new Error(answer.problems[0]!.message)
  return policyDigest(answer.policy)
}

const PLAIN = digest('')

test.each([
  'controls: { deploy/image-latest-tag: { params: { most: 4 } } }',
  'controls: { deploy/image-latest-tag: { severity: low } }',
  'controls: { deploy/image-latest-tag: { paths: ["a/**"] } }',
  'controls: { deploy/image-latest-tag: { level: off } }',
  'paths: { ignore: ["a/**"] }',
  'paths: { test: ["a/**"] }',
  'dimensions: { secrets: { weight: 2 } }',
  'profile: standard',
  'services: [{ name: a, paths: ["a/**"] }]',
  'custom: [{ id: a/b, title: t, severity: low, files: ["**"], text: { forbid: "x" } }]',
  'attestations: [{ control: operations/launch-signoff, by: a, evidence: a.md }]',
])('%s changes what judging depends on', (text) => {
  expect(digest(text)).not.toBe(PLAIN)
})

test.each([
  'mode: enforce',
  'gate: { introduced: low }',
  'waivers: [{ control: deploy/image-latest-tag, reason: "moves on purpose" }]',
  'report: { suggestions: true }',
  'inline: { allow: [low] }',
])('%s does not', (text) => {
  expect(digest(text)).toBe(PLAIN)
})

test('neither the order of keys nor the place of the file changes it', () => {
  const a = digest('controls: { deploy/image-latest-tag: { severity: low, level: required }, access/debug-default: { level: off } }')
  const b = digest(
    'controls: { access/debug-default: { level: off }, deploy/image-latest-tag: { level: required, severity: low } }',
    'elsewhere',
  )
  expect(a).toBe(b)
})
