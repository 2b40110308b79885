import { describe, expect, test } from 'vitest'
import type { PolicyFile } from '#model/policy-file'
import { memoryStates } from '../../src/facts/memory.ts'
import { choosePolicy } from '../../src/policy/choose.ts'
import { type KnownPolicies, policyReader } from '../../src/policy/read.ts'
import { review } from '../../src/review.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'
import { memoryEngine } from '../support/engine.ts'
import { memorySnapshot } from '../support/memory-snapshot.ts'

const FULL = `version: 1
mode: enforce
profile: standard
gate: { introduced: medium, score: { max_drop: 2.5 } }
controls:
  deploy/image-latest-tag: { level: required, params: { allow: ["tools/**"], grace: 2h, strict: true } }
  "access/*": { severity: low, paths: ["src/**"] }
dimensions: { access: { weight: 0 } }
services: [{ name: " shop ", paths: ["shop/**"] }]
waivers:
  - { control: access/debug-default, path: "legacy/**", reason: "  goes soon ", owner: "@acme/shop", expires: 2026-12-31 }
custom:
  - { id: acme/no-latest, title: No latest, severity: high, files: ["**/*.conf"], text: { forbid: ":latest" } }
`

const fileOf = (text: string): PolicyFile => ({ source: '.readiness.yml at main', content: { state: 'text', text } })

/** As a store on disk keeps them. */
function kept() {
  const entries = new Map<string, string>()
  const known: KnownPolicies = {
    get: (about) => JSON.parse(entries.get(JSON.stringify(about)) ?? 'null') ?? undefined,
    put: (about, entry) => void entries.set(JSON.stringify(about), JSON.stringify(entry)),
  }
  return { entries, known }
}

async function* nothing() {}

describe('a policy that had no mistakes', () => {
  const choose = (text: string, known?: KnownPolicies) => choosePolicy(fileOf(text), nothing, SMALL_CATALOGUE, undefined, known)

  test('is the same when it is known: values, and who set them where', async () => {
    const { entries, known } = kept()
    const first = await choose(FULL, known)
    expect(first.problems).toBeUndefined()
    expect(entries.size).toBe(1)
    const again = await choose(FULL, known)
    expect(again).toEqual(first)
    expect(again).toEqual(await choose(FULL))
  })

  test('is not looked through again', async () => {
    const { entries, known } = kept()
    await choose('version: 1\nmode: observe\n', known)
    for (const key of entries.keys()) entries.set(key, '{"version":1,"mode":"enforce"}')
    expect(await choose('version: 1\nmode: observe\n', known)).toMatchObject({ policy: { mode: 'enforce' } })
    expect(await choose('version: 1\nmode: observe # really\n', known)).toMatchObject({ policy: { mode: 'observe' } })
  })

  test('is another one for another owner, below another policy, or in another file', async () => {
    const { entries, known } = kept()
    const read = policyReader(SMALL_CATALOGUE, known)
    const origin = { path: '.readiness.yml', source: 'main' }
    for (const other of [{}, { owner: 'acme' }, { inherited: [] }, { inherited: ['acme/x'] }, { path: 'acme/.github/.readiness.yml' }])
      await read(fileOf('version: 1\n'), { ...origin, ...other })
    expect(entries.size).toBe(5)
    await read(fileOf('version: 1\n'), { ...origin, source: 'the head' })
    expect(entries.size).toBe(5)
  })

  test('is told from one with mistakes, which is looked through each time', async () => {
    const { entries, known } = kept()
    const broken = 'version: 1\nmode: enforced\n'
    const first = await choose(broken, known)
    expect(first.problems).toHaveLength(1)
    expect(entries.size).toBe(0)
    expect(await choose(broken, known)).toEqual(first)
  })
})

test('what one catalogue knows is not believed by another', async () => {
  const states = memoryStates()
  const policy = fileOf('version: 1\ncontrols: { access/debug-default: { level: off } }\n')
  const judge = (catalogue: typeof SMALL_CATALOGUE, version: string) => {
    const snapshot = memorySnapshot('base', {})
    const asked = { base: snapshot, head: snapshot, basePolicy: policy, headPolicy: policy, owners: {}, earlier: nothing }
    return review({ ...asked, asOf: '2026-11-21T12:00:00Z' }, { ...memoryEngine(catalogue, version), states })
  }
  const { 'access/debug-default': _, ...smaller } = SMALL_CATALOGUE
  expect((await judge(SMALL_CATALOGUE, 'whole')).problems).toBeUndefined()
  expect((await judge(SMALL_CATALOGUE, 'whole')).problems).toBeUndefined()
  expect((await judge(smaller, 'smaller')).problems).toHaveLength(1)
})
