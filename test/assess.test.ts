import { describe, expect, test } from 'vitest'
import type { Assessment } from '#model/assessment'
import type { ExemptClass } from '#model/path-class'
import type { Policy } from '#model/policy'
import { assess } from '../src/assess.ts'
import { memoryEngine } from './support/engine.ts'
import { memorySnapshot } from './support/memory-snapshot.ts'
import { policyFor } from './support/policy.ts'
import { TINY } from './support/tiny-catalogue.ts'

type Files = Readonly<Record<string, string>>

function assessed(base: Files, head: Files, policy: Policy = policyFor(TINY)): Promise<Assessment> {
  const classOf = (path: string) => (path.startsWith('test/') ? ('test' satisfies ExemptClass) : 'production')
  return assess(
    { base: memorySnapshot('base', base), head: memorySnapshot('head', head) },
    { policy, classOf, asOf: '2026-11-21' },
    memoryEngine(TINY),
  )
}

function classes({ delta }: Assessment) {
  const names = (findings: readonly { subject: string }[]) => findings.map(({ subject }) => subject)
  return {
    introduced: names(delta.introduced),
    worsened: delta.worsened.map(({ finding, before }) => `${finding.subject} (${before})`),
    fixed: names(delta.fixed),
    unchanged: names(delta.unchanged),
  }
}

const NONE = { introduced: [], worsened: [], fixed: [], unchanged: [] }

describe('the four classes', () => {
  test.each<[string, Files, Files, Partial<ReturnType<typeof classes>>]>([
    ['a new problem is introduced', { 'a.conf': '' }, { 'a.conf': 'debug: bad' }, { introduced: ['debug'] }],
    ['a problem that goes is fixed', { 'a.conf': 'debug: bad' }, { 'a.conf': 'debug: fine' }, { fixed: ['debug'] }],
    ['a problem whose file goes is fixed', { 'a.conf': 'debug: bad' }, {}, { fixed: ['debug'] }],
    ['a problem that stays is unchanged', { 'a.conf': 'debug: bad' }, { 'a.conf': '\n\n# moved\ndebug: bad' }, { unchanged: ['debug'] }],
    ['what was fine is worsened', { 'a.conf': 'debug: fine' }, { 'a.conf': 'debug: bad' }, { worsened: ['debug (fine)'] }],
    [
      'what could not be decided is worsened',
      { 'a.conf': 'debug: ?' },
      { 'a.conf': 'debug: bad' },
      { worsened: ['debug (not decidable)'] },
    ],
    ['a worse rating is worsened', { 'a.conf': 'debug: bad' }, { 'a.conf': 'debug: worse' }, { worsened: ['debug (red, high)'] }],
    ['a better rating is unchanged', { 'a.conf': 'debug: worse' }, { 'a.conf': 'debug: bad' }, { unchanged: ['debug'] }],
    [
      'a problem that cannot be decided any more stays open',
      { 'a.conf': 'debug: bad' },
      { 'a.conf': 'debug: ?' },
      { unchanged: ['debug'] },
    ],
    [
      'another secret under the same name is worsened',
      { 'a.conf': 'token: key-1' },
      { 'a.conf': 'token: key-2' },
      { worsened: ['token (another secret)'] },
    ],
    [
      'the same secret on another line is unchanged',
      { 'a.conf': 'token: key-1' },
      { 'a.conf': '#\ntoken: key-1' },
      { unchanged: ['token'] },
    ],
    [
      'fixed here and introduced there',
      { 'a.conf': 'debug: bad', 'b.conf': '' },
      { 'a.conf': '', 'b.conf': 'debug: bad' },
      { fixed: ['debug'], introduced: ['debug'] },
    ],
    [
      'a second one of the same name is introduced',
      { 'a.conf': 'debug: bad' },
      { 'a.conf': 'debug: bad\ndebug: bad' },
      { introduced: ['debug'], unchanged: ['debug'] },
    ],
    [
      'one of two of the same name is fixed',
      { 'a.conf': 'debug: bad\ndebug: bad' },
      { 'a.conf': 'debug: bad' },
      { fixed: ['debug'], unchanged: ['debug'] },
    ],
    [
      'deleting what satisfies brings the finding back',
      { 'a.conf': 'needs alert', 'b.conf': 'gives alert' },
      { 'a.conf': 'needs alert' },
      { worsened: ['alert (fine)'] },
    ],
    [
      'an earlier file with the same need changes nothing',
      { 'b.conf': 'needs alert' },
      { 'b.conf': 'needs alert', 'a.conf': '' },
      { unchanged: ['alert'] },
    ],
    ['a rename is followed', { 'a.conf': 'debug: bad' }, { 'deep/b.conf': 'debug: bad' }, { unchanged: ['debug'] }],
    [
      'a rename with an edit is followed',
      { 'a.conf': 'debug: bad\nmode: fine\nkind: fine\n' },
      { 'b.conf': 'debug: bad\nmode: fine\nkind: worse\n' },
      { unchanged: ['debug'], worsened: ['kind (fine)'] },
    ],
    [
      'a copy is not a rename',
      { 'a.conf': 'debug: bad' },
      { 'a.conf': 'debug: bad', 'b.conf': 'debug: bad' },
      { introduced: ['debug'], unchanged: ['debug'] },
    ],
    [
      'a rename into an exempt class keeps its findings',
      { 'a.conf': 'debug: bad' },
      { 'test/a.conf': 'debug: bad' },
      { unchanged: ['debug'] },
    ],
    [
      'padding past the limit is a finding, and fixes nothing',
      { 'a.conf': 'needs alert' },
      { 'a.conf': `needs alert\n#${' '.repeat(1_000_000)}` },
      { unchanged: ['alert'], introduced: ['file'] },
    ],
  ])('%s', async (_, base, head, expected) => {
    expect(classes(await assessed(base, head))).toEqual({ ...NONE, ...expected })
  })

  test('a check that breaks on one side is left out and named', async () => {
    const { delta, verdict } = await assessed({ 'a.conf': 'debug: fine' }, { 'a.conf': 'debug: fine\nthrow' })
    expect(delta.incomparable).toEqual(['testing/fragile'])
    expect(verdict).toMatchObject({
      conclusion: 'action_required',
      reasons: ['1 required control could not be evaluated: testing/fragile.'],
    })
  })
})

describe('the verdict', () => {
  const introduces = (policy: Policy) => assessed({ 'a.conf': '' }, { 'a.conf': 'debug: bad' }, policy)

  test('fails for what is introduced, required and grave enough', async () => {
    const { verdict } = await introduces(policyFor(TINY))
    expect(verdict).toMatchObject({ conclusion: 'failure', reasons: ['access/lines: 1 blocking finding (high).'] })
    expect(verdict.blocking).toHaveLength(1)
  })

  test('passes for what was there before', async () => {
    const { verdict } = await assessed({ 'a.conf': 'debug: bad' }, { 'a.conf': 'debug: bad\nmode: fine' })
    expect(verdict).toMatchObject({ conclusion: 'success', reasons: ['No new findings.'] })
  })

  test('is neutral where the policy observes, and says what enforcing would do', async () => {
    const { verdict } = await introduces(policyFor(TINY, 'observe'))
    expect(verdict.conclusion).toBe('neutral')
    expect(verdict.reasons.join(' ')).toMatch(/observes: nothing is gated.*Under enforce this would fail: access\/lines/)
    expect(verdict.blocking).toEqual([])
  })

  test('passes below the threshold of the gate', async () => {
    const policy = policyFor(TINY)
    expect((await introduces({ ...policy, gate: { ...policy.gate, introduced: 'critical' } })).verdict.conclusion).toBe('success')
    const dimensions = new Map([['access', 'high' as const]])
    expect((await introduces({ ...policy, gate: { ...policy.gate, introduced: 'critical', dimensions } })).verdict.conclusion).toBe(
      'failure',
    )
  })

  test('passes for advisory controls, and a severity in the policy overrides the own', async () => {
    const policy = policyFor(TINY)
    const rule = policy.rules.get('access/lines')!
    const withRule = (changes: object) => ({
      ...policy,
      rules: new Map([...policy.rules, ['access/lines', { ...rule, ...changes }] as const]),
    })
    expect((await introduces(withRule({ level: 'advisory' }))).verdict.conclusion).toBe('success')
    expect((await introduces(withRule({ severity: 'medium' }))).verdict.conclusion).toBe('success')
  })

  test('lets errors pass only where the policy says so', async () => {
    const policy = policyFor(TINY)
    const { verdict } = await assessed({ 'a.conf': '' }, { 'a.conf': 'throw' }, { ...policy, gate: { ...policy.gate, onError: 'pass' } })
    expect(verdict.conclusion).toBe('success')
    expect(verdict.reasons.join(' ')).toContain('testing/fragile')
  })
})

describe('the score', () => {
  test('a change that touches nothing relevant moves nothing, exactly', async () => {
    const { delta } = await assessed(
      { 'a.conf': 'debug: bad\nmode: fine', 'x.md': '' },
      { 'a.conf': 'debug: bad\nmode: fine', 'x.md': 'words' },
    )
    expect(delta.score.change).toBe(0)
    expect(delta.score.attribution).toEqual([])
  })

  test('is absent when nothing is rated', async () => {
    const { delta, head } = await assessed({}, { 'README.md': '# Hello' })
    expect(delta.score).toEqual({ base: undefined, head: undefined, attribution: [] })
    expect(head.results.get('access/lines')!.rating).toBe('not-applicable')
  })

  test('black counts less than red, red less than yellow, and unknown not at all', async () => {
    const points = async (text: string) => (await assessed({}, { 'a.conf': text })).head.results.get('access/lines')!.points
    expect(await points('a: fine\nb: fine')).toBe(100)
    expect(await points('a: fine\nb: bad')).toBe(62.5)
    expect(await points('a: fine\nb: worse')).toBe(12.5)
    expect(await points('a: bad')).toBe(25)
    expect(await points('a: worse')).toBe(0)
    expect(await points('a: fine\nb: ?')).toBe(100)
    expect(await points('a: ?')).toBeUndefined()
  })

  test('every point is attributed, in tenths that add up', async () => {
    const { delta } = await assessed(
      { 'a.conf': 'a: fine\nb: fine\nc: bad\nneeds x\nneeds y\ngives y' },
      { 'a.conf': 'a: bad\nb: worse\nc: bad\nneeds x\nneeds y\ngives x\ngives y' },
    )
    const shown = Math.round(delta.score.head! * 10) - Math.round(delta.score.base! * 10)
    expect(delta.score.attribution.map(({ control }) => control)).toEqual(['access/lines', 'reliability/pairs'])
    expect(Math.round(delta.score.attribution.reduce((sum, { points }) => sum + points, 0) * 10)).toBe(shown)
  })
})
