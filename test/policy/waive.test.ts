import { describe, expect, test } from 'vitest'
import { applyWaivers } from '../../src/policy/waive.ts'
import { type Files, policyOf, remarks, story, waivedPull } from '../support/waived-pull.ts'

const COMMENT = '# readiness: ignore deploy/lines -- known and accepted'

/** Enough that is common to all, so that a rename is seen as one. */
const REST = Array.from({ length: 20 }, (_, index) => `setting${index}: fine\n`).join('')
const NONE: Files = { 'a.yaml': REST }
const OPEN: Files = { 'a.yaml': `${REST}port: bad\n` }
const IGNORED: Files = { 'a.yaml': `${REST}${COMMENT}\nport: bad\n` }

describe('finding × comment, at the base and at the head', () => {
  const CASES: readonly [string, Files, Files, string, string][] = [
    ['none → none', NONE, NONE, 'nothing: success', 'nothing: success'],
    ['none → finding', NONE, OPEN, 'introduced: failure', 'introduced: failure'],
    ['none → ignored', NONE, IGNORED, 'introduced, listed: failure', 'introduced, waived: success'],
    ['finding → none', OPEN, NONE, 'fixed: success', 'fixed: success'],
    ['finding → finding', OPEN, OPEN, 'unchanged: success', 'unchanged: success'],
    ['finding → ignored', OPEN, IGNORED, 'unchanged, listed: success', 'unchanged, waived: success'],
    ['ignored → none', IGNORED, NONE, 'fixed, waived: success', 'fixed, waived: success'],
    ['ignored → finding', IGNORED, OPEN, 'unchanged: success', 'unchanged: success'],
    ['ignored → ignored', IGNORED, IGNORED, 'unchanged, waived: success', 'unchanged, waived: success'],
  ]
  test.each(CASES)('%s', async (_, base, head, listed, honoured) => {
    expect(await story(base, head, 'inline: { new: listed }\n')).toBe(listed)
    expect(await story(base, head, 'inline: { new: honoured }\n')).toBe(honoured)
  })

  test.each(CASES)('%s, in a renamed file', async (_, base, head, listed) => {
    expect(await story(base, { 'moved/b.yaml': head['a.yaml']! }, 'inline: { new: listed }\n')).toBe(listed)
  })

  test.each(CASES)('%s, with lines inserted above', async (_, base, head, listed) => {
    expect(await story(base, { 'a.yaml': `# one\n# two\n${head['a.yaml']}` }, 'inline: { new: listed }\n')).toBe(listed)
  })
})

describe('edits of a line that a comment ignores', () => {
  const ignored = (line: string, control = 'deploy/lines'): Files => ({ 'a.yaml': `# readiness: ignore ${control} -- known\n${line}\n` })

  test.each([
    ['spaces and trailing words change nothing', 'port: bad', 'port: bad  # note', 'unchanged, waived: success'],
    ['another subject is another finding', 'port: bad', 'host: bad', 'introduced, listed; fixed, waived: failure'],
    ['a worse problem was not accepted', 'port: bad', 'port: worse', 'worsened, listed: failure'],
    ['a milder one is not waived by it either, and does not gate', 'port: worse', 'port: bad', 'unchanged, listed: success'],
    ['a graver one cannot be ignored by a comment', 'port: bad', 'port: grave', 'worsened: failure'],
    ['nor can a black one', 'port: bad', 'port: black', 'worsened: failure'],
    ['a comment that waits for its finding covers nothing', 'port: fine', 'port: bad', 'worsened, listed: failure'],
  ])('%s', async (_, before, after, expected) => {
    expect(await story(ignored(before), ignored(after))).toBe(expected)
  })

  test('another secret behind the same name was not accepted', async () => {
    const [one, same, other] = ['key-1', 'key-1', 'key-2'].map((key) => ignored(`token: ${key}`, 'secrets/lines'))
    expect(await story(one!, same!)).toBe('unchanged, waived: success')
    expect(await story(one!, other!)).toBe('worsened, listed: failure')
  })

  test('a second secret on an ignored line was not accepted', async () => {
    const twice = { 'a.yaml': '# readiness: ignore secrets/lines -- known\ntoken: key-1\ntoken: key-2\n' }
    expect(await story(ignored('token: key-1', 'secrets/lines'), twice)).toBe('introduced; unchanged, waived: failure')
  })

  test('one accepted finding does not cover its copy', async () => {
    const twice = { 'a.yaml': `${COMMENT}\nport: bad\n${COMMENT}\nport: bad\n` }
    const { delta } = await waivedPull(ignored('port: bad'), twice)
    expect(delta.introduced.map(({ waived }) => waived?.listedOnly)).toEqual([true])
    expect(delta.unchanged.map(({ waived }) => waived?.listedOnly)).toEqual([undefined])
  })

  test('an accepted finding does not move to another file', async () => {
    const base = { ...IGNORED, 'b.yaml': 'other: fine\n' }
    const head = { ...NONE, 'b.yaml': IGNORED['a.yaml']! }
    expect(await story(base, head)).toBe('introduced, listed; fixed, waived: failure')
  })
})

describe('waivers of the policy', () => {
  const waiver = (more: string) => `waivers: [{ control: deploy/lines, reason: "known", ${more} }]\n`

  test.each([
    ['by path', 'path: "*.yaml"', 'introduced, waived: success'],
    ['by another path', 'path: "b/**"', 'introduced: failure'],
    ['by subject', 'subject: port', 'introduced, waived: success'],
    ['by another subject', 'subject: ports', 'introduced: failure'],
    ['until today', 'expires: 2026-11-21', 'introduced, waived: success'],
    ['until yesterday', 'expires: 2026-11-20', 'introduced: failure'],
  ])('%s', async (_, more, expected) => {
    expect(await story(NONE, OPEN, waiver(more))).toBe(expected)
  })

  test('cover any severity and black, unless the policy says otherwise', async () => {
    const head = { 'a.yaml': 'port: grave\nhost: black\n' }
    expect(await story(NONE, head, waiver('path: "**"'))).toBe('introduced, waived; introduced, waived: success')
    expect(await story(NONE, head, `${waiver('path: "**"')}waiving: { allow: [medium] }\n`)).toBe('introduced, waived; introduced: failure')
  })

  test('do not cover the next secret at their place', async () => {
    const policy = 'waivers: [{ control: secrets/lines, path: a.yaml, subject: token, reason: "revoked" }]\n'
    const [one, other] = ['key-1', 'key-2'].map((key) => ({ 'a.yaml': `token: ${key}\n` }))
    expect(await story(one!, one!, policy)).toBe('unchanged, waived: success')
    expect(await story(one!, other!, policy)).toBe('worsened: failure')
    expect(await story(NONE, one!, policy)).toBe('introduced: failure')
  })

  test('with a content tag cover that secret wherever it appears, and no other', async () => {
    const [one, other] = ['key-1', 'key-2'].map((key) => ({ 'a.yaml': `token: ${key}\n` }))
    const { delta } = await waivedPull(NONE, one!)
    const policy = `waivers: [{ control: secrets/lines, content: ${delta.introduced[0]?.content}, reason: "revoked" }]\n`
    expect(await story(NONE, one!, policy)).toBe('introduced, waived: success')
    expect(await story(one!, other!, policy)).toBe('worsened: failure')
  })

  test('act on the gate, never on points', async () => {
    const without = await waivedPull(NONE, OPEN)
    const with_ = await waivedPull(NONE, OPEN, waiver('path: "**"'))
    expect(with_.delta.score).toEqual(without.delta.score)
  })

  test('that the same pull request adds to its own policy do not count', async () => {
    const added = policyOf(waiver('path: "**"')).waivers
    const policy = policyOf('')
    const { waived } = await waivedPull(NONE, OPEN)
    const { results } = applyWaivers(waived.head.results, {
      policy,
      suppressions: new Map(),
      asOf: '2026-11-21',
      classOf: () => 'production',
      reported: added,
    })
    expect(results.get('deploy/lines')?.findings.map((finding) => finding.waived)).toEqual([undefined])
  })
})

describe('policy/waivers', () => {
  const waiver = (more: string) => `waivers:\n  - { control: deploy/lines, reason: "known", ${more} }\n`

  test.each([
    ['used', waiver('path: a.yaml'), []],
    [
      'unused',
      waiver('path: b.yaml'),
      ['.readiness.yml:5: This waiver of deploy/lines covers nothing: remove it before it covers the next problem.'],
    ],
    [
      'expired',
      waiver('expires: 2026-01-31'),
      ['.readiness.yml:5: This waiver of deploy/lines ran out on 2026-01-31: remove it, or renew it with a reason.'],
    ],
    [
      'too long',
      `${waiver('expires: 2027-11-21')}waiving: { max_days: 30 }\n`,
      ['.readiness.yml:5: This waiver of deploy/lines does not hold: it may run for 30 days at most.'],
    ],
    [
      'too grave',
      `${waiver('path: a.yaml')}waiving: { allow: [low] }\n`,
      ['.readiness.yml:5: This waiver of deploy/lines does not hold for medium severity under this policy.'],
    ],
    ['of a control that is off', `${waiver('path: b.yaml')}controls: { deploy/lines: { level: off } }\n`, []],
  ])('a waiver that is %s', async (_, policy, expected) => {
    expect(await remarks(OPEN, OPEN, policy)).toEqual(expected)
  })

  test.each([
    ['in order', 'readiness: ignore deploy/lines -- known', 'bad', []],
    [
      'unused',
      'readiness: ignore deploy/lines -- known',
      'fine',
      ['a.yaml:1: This comment is not needed: deploy/lines finds nothing in line 2.'],
    ],
    [
      'malformed',
      'readiness: ignore deploy/lines',
      'bad',
      ['a.yaml:1: This comment ignores nothing. It gives no reason: write it after two hyphens.'],
    ],
    [
      'of no control',
      'readiness: ignore deploy/line -- known',
      'bad',
      ['a.yaml:1: This comment ignores nothing: "deploy/line" is not a control. Did you mean "deploy/lines"?'],
    ],
    [
      'of a high finding',
      'readiness: ignore deploy/lines -- known',
      'grave',
      ['a.yaml:1: This comment does not silence deploy/lines: a comment cannot silence high severity under this policy.'],
    ],
    [
      'of a black finding',
      'readiness: ignore deploy/lines -- known',
      'black',
      ['a.yaml:1: This comment does not silence deploy/lines: what is rated black can be waived in the policy only.'],
    ],
  ])('a comment that is %s', async (_, comment, value, expected) => {
    const files = { 'a.yaml': `# ${comment}\nport: ${value}\n` }
    expect(await remarks(files, files)).toEqual(expected)
    if (expected.length > 0) expect(await story({}, files)).not.toContain('waived')
  })

  test("comments in other people's files are not ours to mend", async () => {
    const files = { 'vendor/a.yaml': '# readiness: ignore deploy/lines\nport: bad\n' }
    expect(await remarks(files, files)).toEqual([])
  })

  test('what the organisation keeps to itself cannot be ignored by a comment', async () => {
    const free = policyOf('')
    const policy = { ...free, waiving: { ...free.waiving, locked: ['deploy/*'] } }
    const { waived } = await waivedPull(OPEN, OPEN)
    const comments = new Map([
      [
        'a.yaml',
        [
          {
            line: 2,
            target: 21,
            controls: ['deploy/lines'],
            reason: 'known',
            range: { start: { line: 21, column: 1 }, end: { line: 21, column: 9 } },
          },
        ],
      ],
    ])
    const { results, observations } = applyWaivers(waived.head.results, {
      policy,
      suppressions: comments,
      asOf: '2026-11-21',
      classOf: () => 'production',
    })
    expect(results.get('deploy/lines')?.findings[0]?.waived).toBeUndefined()
    expect(observations.map(({ problem }) => problem?.message)).toEqual([
      'This comment does not silence deploy/lines: only the organisation may waive deploy/lines.',
    ])
  })
})
