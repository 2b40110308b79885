import { describe, expect, test } from 'vitest'
import { type Files, story, waivedPull } from '../support/waived-pull.ts'

const NONE: Files = { 'app/a.yaml': 'other: fine\n', 'shop/a.yaml': 'other: fine\n' }
const BOTH: Files = { 'app/a.yaml': 'port: bad\n', 'shop/a.yaml': 'port: bad\n' }
const service = (rule: string) => `services: [{ name: shop, paths: ["shop/**"], controls: { deploy/lines: { ${rule} } } }]\n`

describe('what a service asks of itself', () => {
  test('advises where the repository requires', async () => {
    const { verdict } = await waivedPull(NONE, BOTH, service('level: advisory'))
    expect(verdict.blocking.map(({ location }) => location?.path)).toEqual(['app/a.yaml'])
  })

  test('is not judged where it switches off', async () => {
    const { delta } = await waivedPull(NONE, BOTH, service('level: off'))
    expect(delta.introduced.map(({ location }) => location?.path)).toEqual(['app/a.yaml'])
  })

  test('requires where the repository switches off', async () => {
    const { verdict, delta } = await waivedPull(NONE, BOTH, `controls: { deploy/lines: { level: off } }\n${service('level: required')}`)
    expect(delta.introduced.map(({ location }) => location?.path)).toEqual(['shop/a.yaml'])
    expect(verdict.conclusion).toBe('failure')
  })

  test('has a severity of its own', async () => {
    const { delta } = await waivedPull(NONE, BOTH, service('severity: critical'))
    expect(delta.introduced.map(({ severity }) => severity)).toEqual(['medium', 'critical'])
  })
})

describe('the ratchet', () => {
  const ratchet = 'gate: { introduced: critical, ratchet: [deploy/*] }\n'

  test('lets an improvement pay for a regression of the same control only', async () => {
    const base = { 'a.yaml': 'one: bad\ntwo: fine\n' }
    expect(await ratchetStory(base, { 'a.yaml': 'one: fine\ntwo: bad\n' })).toBe('success')
    expect(await ratchetStory(base, { 'a.yaml': 'one: bad\ntwo: bad\n' })).toBe('failure')
    expect(await ratchetStory(base, { 'a.yaml': 'one: bad\ntwo: grave\n' })).toBe('failure')
  })

  test('is not paid for by a comment that the same pull request adds', async () => {
    const base = { 'a.yaml': 'one: bad\ntwo: fine\n' }
    expect(await ratchetStory(base, { 'a.yaml': '# readiness: ignore deploy/lines -- trust me\none: bad\ntwo: bad\n' })).toBe('failure')
  })

  async function ratchetStory(base: Files, head: Files) {
    const { verdict } = await waivedPull(base, head, '', undefined, ratchet)
    return verdict.conclusion
  }
})

test('a dimension can have a gate of its own', async () => {
  const head = { 'a.yaml': 'port: bad\ntoken: key-1\n' }
  expect(
    await story(
      {},
      head,
      'controls: { "*/lines": { severity: low } }\n',
      undefined,
      'gate: { introduced: high, dimensions: { secrets: low } }\n',
    ),
  ).toBe('introduced; introduced: failure')
  expect(await story({}, head, 'controls: { "*/lines": { severity: low } }\n', undefined, 'gate: { introduced: high }\n')).toBe(
    'introduced; introduced: success',
  )
})
