import { expect, test } from 'vitest'
import { wayOut } from '../../src/reports/waiver.ts'
import { type Files, policyOf, story, waivedPull } from '../support/waived-pull.ts'

const NONE: Files = { 'a.yaml': 'other: fine\n' }

test.each<[string, Files]>([
  ['a finding', { 'a.yaml': 'other: fine\nport: black\n' }],
  ['a secret', { 'a.yaml': 'other: fine\ntoken: key-1\n' }],
  ['a path that looks like a glob', { 'app/[id]/{a,b}/@x+(y)!.yaml': 'port: worse\n' }],
])('the waiver that a report prints for %s is understood and lets it pass', async (_, head) => {
  const { delta } = await waivedPull(NONE, head)
  const out = wayOut(delta.introduced[0]!, policyOf(''), { asOf: '2026-11-21' })!
  const waivers = `waivers:\n  ${out.line}\n`
  expect(await story(NONE, head)).toMatch(/failure$/)
  expect(await story(NONE, head, waivers)).toMatch(/introduced, waived.*: success$/)
})
