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

describe('gates on the score', () => {
  const scored = async (base: Files, head: Files, gate: string) => {
    const { verdict } = await waivedPull(base, head, 'controls: { "*/*": { level: advisory } }\n', undefined, `gate: { score: ${gate} }\n`)
    return verdict.conclusion === 'success' ? 'success' : verdict.reasons.join(' ')
  }
  const half = { 'a.yaml': 'one: fine\ntwo: worse\n' }

  test('a drop fails beyond what is allowed, and never within the tolerance', async () => {
    const worse = { 'a.yaml': 'one: worse\ntwo: worse\n' }
    expect(await scored(half, worse, '{ max_drop: 10 }')).toBe(
      'The score of what was rated before falls from 62.5 to 25.0; at most 10 points are allowed.',
    )
    expect(await scored(half, worse, '{ max_drop: 37.5 }')).toBe('success')
    expect(await scored(half, worse, '{ max_drop: 37.49, tolerance: 0 }')).not.toBe('success')
    expect(await scored(half, worse, '{ max_drop: 37.49 }')).toBe('success')
  })

  test('the minimum fails only who lowers the score', async () => {
    expect(await scored(half, half, '{ minimum: 90 }')).toBe('success')
    expect(await scored({ 'a.yaml': 'one: fine\n' }, half, '{ minimum: 90 }')).toBe(
      'The score of what was rated before falls from 100.0 to 62.5, below the minimum of 90.',
    )
  })

  test('deleting what was good costs nothing', async () => {
    const base = { 'a.yaml': 'one: worse\n', 'b.yaml': 'two: fine\nthree: fine\n' }
    expect(await scored(base, { 'a.yaml': 'one: worse\n' }, '{ max_drop: 0 }')).toBe('success')
    expect(await scored(base, {}, '{ max_drop: 0, minimum: 100 }')).toBe('success')
  })

  test('a control that only now comes into scope costs nothing', async () => {
    expect(await scored({ 'a.yaml': 'one: fine\n' }, { 'a.yaml': 'one: fine\ntoken: key-1\n' }, '{ max_drop: 0, minimum: 100 }')).toBe(
      'success',
    )
  })
})
