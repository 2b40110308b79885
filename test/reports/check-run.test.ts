import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linksUnder } from '../../src/reports/address.ts'
import { bytesOf } from '../../src/reports/budget.ts'
import { type CheckRun, oneLine, renderCheckRun, renderFailure } from '../../src/reports/check-run.ts'
import type { CheckContext } from '../../src/reports/context.ts'
import { assessmentOf, CONTEXT, type PullSeen, type Seen } from './assessments.ts'
import { INFO } from './catalogue.ts'
import { githubHtml } from './github-page.ts'
import { HOSTILE, hostileText } from './hostile.ts'
import { contents, SECRET_VALUE, STORY } from './story.ts'

const FULL: CheckContext = {
  ...CONTEXT,
  contents,
  notes: ['Pull request 12 has the same head; the worse of both is shown.'],
  policyDelta: ['Lowers the gate from high to critical.'],
  serviceOf: (path) => (path.startsWith('app/') ? 'payments' : undefined),
  linkTo: linksUnder(`https://github.example/acme/shop/blob/${CONTEXT.head}`),
  docsOf: (control) => `https://readiness.example/controls/${control}`,
}

const run = (pull: PullSeen, context: Partial<CheckContext> = {}) => renderCheckRun(assessmentOf(pull), INFO, { ...CONTEXT, ...context })
const many = (count: number, about: Partial<Seen> = {}) =>
  Array.from(
    { length: count },
    (_, index): Seen => ({
      control: 'access/debug-default',
      subject: `s${index}`,
      path: `a/${index}.py`,
      line: 3,
      rating: 'red',
      ...about,
    }),
  )

/** GitHub would take it. */
function expectWithinLimits({ title, summary, text = '', actions, annotations }: CheckRun): void {
  expect(bytesOf(title)).toBeLessThanOrEqual(255)
  expect(bytesOf(summary)).toBeLessThanOrEqual(60_000)
  expect(bytesOf(text)).toBeLessThanOrEqual(60_000)
  expect(annotations.length).toBeLessThanOrEqual(100)
  for (const { label, description, identifier } of actions) {
    expect(label.length).toBeLessThanOrEqual(20)
    expect(description.length).toBeLessThanOrEqual(40)
    expect(identifier.length).toBeLessThanOrEqual(20)
  }
}

describe('a check run', () => {
  it('shows some of everything, in the order in which people ask', () => {
    const { title, summary, text, actions } = run(STORY, FULL)
    expect(title).toBe('Readiness 32.4 → 19.0 (−13.4): 3 blocking, 2 fixed')
    expect(summary).toMatchSnapshot('summary')
    expect(text).toMatchSnapshot('text')
    expect(actions.map(({ identifier }) => identifier)).toEqual(['re-evaluate', 'break-glass'])
    const order = [
      'block this pull request',
      'Score by dimension',
      'Score by service',
      'Where the points went',
      'thank you',
      'advisory',
      'waived',
      'could not be judged',
      'readiness check --base',
    ]
    const places = order.map((words) => summary.indexOf(words))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  it('says that there are fixes also where a patch cannot be shown', () => {
    const { text } = run(STORY, { ...FULL, contents: undefined })
    expect(text).toMatch(/^## Fixes\n\n3 findings can be fixed by `readiness check --fix`/)
    expect(text).not.toContain('```diff')
  })

  it('says what to do about a control once, however often it blocks', () => {
    const bad = (line: number): Seen => ({ control: 'deploy/image-latest-tag', subject: `s${line}`, path: 'a.yaml', line, rating: 'black' })
    const { summary } = run({ head: [bad(1), bad(2), bad(3)] })
    expect(summary).toContain('3 findings block')
    expect(summary.match(/What to do:/g)).toHaveLength(1)
  })

  it('never shows a secret', () => {
    expect(JSON.stringify(run(STORY, FULL))).not.toContain(SECRET_VALUE.slice(0, 6))
  })

  it('is short and green where nothing happened', () => {
    const { title, summary, text, actions } = run({
      base: [{ control: 'testing/unit-tests', rating: 'green' }],
      head: [{ control: 'testing/unit-tests', rating: 'green' }],
    })
    expect(title).toBe('Readiness 100.0 (±0): nothing new')
    expect(summary).toMatchSnapshot()
    expect(text).toBeUndefined()
    expect(actions.map(({ identifier }) => identifier)).toEqual(['re-evaluate'])
  })

  it('says that it observes', () => {
    const { title, summary } = run({ head: many(1), policy: { mode: 'observe' } })
    expect(title).toBe('Readiness – → 25.0: 1 new (observing)')
    expect(summary).toContain('Observing: nothing is gated')
    expect(summary).toContain('Under enforce this would fail')
  })

  it('shows the score and how to start where there is no policy', () => {
    const { title, summary, text, annotations } = run({ ...STORY, policy: { mode: 'observe' } }, { hasPolicy: false })
    expect(title).toBe('Readiness 19.0: no policy yet')
    expect(summary).toMatchSnapshot()
    expect({ text, annotations }).toEqual({ text: undefined, annotations: [] })
  })

  it('gates all the same where it is enforced without a policy', () => {
    const { title, annotations } = run(STORY, { hasPolicy: false })
    expect(title).toBe('Readiness 32.4 → 19.0 (−13.4): 3 blocking, 2 fixed')
    expect(annotations).toHaveLength(4)
  })

  it('names who broke the glass, when and why, and offers it no more', () => {
    const { title, summary, actions } = run(
      { head: many(1) },
      { override: { by: '@eve', at: '2027-01-15T10:00:00Z', reason: 'hotfix for @acme' } },
    )
    expect(title).toBe('Readiness – → 25.0: 1 blocking, overridden by @eve')
    expect(summary.replaceAll('\u200B', '')).toMatch(
      /^### 🔓 Overridden by \\@eve at 2027-01-15T10:00:00Z[\s\S]*Reason: hotfix for \\@acme/,
    )
    expect(actions).toHaveLength(1)
  })

  it('tells whoever breaks the glass without a reason what to type, and where', () => {
    const { title, summary, actions } = run({ head: many(1) }, { pendingOverride: { by: '@eve', at: '2027-01-15T10:00:00Z' } })
    expect(title).toBe('Readiness – → 25.0: 1 blocking, waits for a reason from @eve')
    expect(summary.replaceAll('\u200B', '')).toMatch(
      /^### 🔐 \\@eve asked to override this, and has to say why[\s\S]*Review changes[\s\S]*break glass: [\s\S]*2027-01-15T10:00:00Z/,
    )
    expect(actions.map(({ identifier }) => identifier)).toEqual(['re-evaluate', 'break-glass'])
  })

  it('offers no glass to break where the policy forbids it', () => {
    const { policy } = assessmentOf({})
    expect(run({ head: many(1), policy: { gate: { ...policy.gate, breakGlass: 'forbid' } } }).actions).toHaveLength(1)
  })

  it('marks waivers that end within fourteen days, and no others', () => {
    const waived = (expires: string): Seen => ({
      control: 'testing/unit-tests',
      subject: expires,
      path: `${expires}.ts`,
      waived: { reason: 'r', by: 'policy', expires },
    })
    const { summary } = run({ head: ['2027-01-15', '2027-01-29', '2027-01-30'].map(waived) })
    expect(summary).toContain('3 findings waived, 2 ending within 14 days')
    expect(summary.match(/\*\*, soon/g)).toHaveLength(2)
  })

  it('names checks that broke, and findings that can no longer be decided', () => {
    const { summary } = run({
      base: [{ control: 'deploy/image-latest-tag', subject: 'web', path: 'w.yaml', line: 1 }],
      head: [
        {
          control: 'deploy/image-latest-tag',
          subject: 'web',
          path: 'w.yaml',
          line: 1,
          rating: 'unknown',
          message: 'the tag is a variable',
        },
      ],
      headExtras: { errors: { 'testing/unit-tests': 'TypeError at checks/testing/unit-tests.ts:12' } },
    })
    expect(summary).toContain('no longer decidable, stays open: the tag is a variable')
    expect(summary).toContain('broke: TypeError at checks/testing/unit-tests.ts:12')
    expect(summary).toContain('2 things could not be judged')
  })
})

describe('limits', () => {
  it.each([0, 1, 50, 51, 1000])('hold with %i findings', (size) => {
    const result = run({ head: many(size) }, FULL)
    expectWithinLimits(result)
    const shown = result.summary.match(/^\d+\. \[/gm)?.length ?? 0
    const left = Number(/and ([\d,]+) more: the annotations/.exec(result.summary)?.[1]?.replace(',', '') ?? 0)
    expect(shown + left).toBe(size)
    expect(result.summary).toContain('readiness check --base')
  })

  it('hold with emoji, four bytes each, on every list at once', () => {
    const message = '😀'.repeat(300)
    const everything = [
      ...many(400, { message }),
      ...many(400, { message, control: 'testing/unit-tests' }),
      ...many(400, { message, control: 'reliability/outbound-timeout', waived: { reason: message, by: 'policy' } }),
      ...many(400, { message, control: 'observability/alert-rules', rating: 'unknown' }),
    ]
    const result = run(
      { base: many(400, { message, control: 'deploy/image-latest-tag' }), head: everything },
      { ...FULL, notes: Array.from({ length: 100 }, () => message) },
    )
    expectWithinLimits(result)
    for (const part of [
      'Score by dimension',
      'thank you',
      'advisory findings',
      'findings waived',
      'could not be judged',
      'readiness check --base',
    ])
      expect(result.summary).toContain(part)
    expect(result.summary.match(/<details>/g)?.length).toBe(result.summary.match(/<\/details>/g)?.length)
    expect(result.text).toContain('more')
  })

  it('hold for hostile strings, and none of them comes alive', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 8 }), (texts) => {
        const seen = texts.map(
          (text, index): Seen => ({
            control: index % 2 ? 'testing/unit-tests' : 'access/debug-default',
            subject: text,
            path: `src/${text}`,
            message: text,
            line: index + 1,
          }),
        )
        const result = run({ head: seen }, { notes: texts, policyDelta: texts, baseRef: texts[0]! })
        expectWithinLimits(result)
        for (const html of [result.summary, result.text ?? ''].map(githubHtml)) {
          expect(html).not.toMatch(/<(img|script|input|s|del)\b/)
          expect(html.match(/href="[^"]*"/g)?.filter((href) => !href.includes('docs.example')) ?? []).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('keeps every hostile name in the place that is meant for it', () => {
    const seen = HOSTILE.map(
      (text, index): Seen => ({ control: 'testing/unit-tests', subject: text, path: `src/${text}`, message: text, line: index + 1 }),
    )
    expect(run({ head: seen }, { notes: HOSTILE }).summary).toMatchSnapshot()
  })
})

describe('a run that could not be completed', () => {
  it('says so, with a reference and somewhere to go', () => {
    const failure = renderFailure({ explanation: 'GitHub did not give all files in time.', reference: '7f3a-11', enforced: true }, CONTEXT)
    expectWithinLimits(failure)
    expect(failure).toMatchSnapshot()
  })

  it('says that nothing is stopped where nothing is gated', () => {
    expect(renderFailure({ explanation: 'x', reference: 'y', enforced: false }).summary).toContain('does not stop the pull request')
  })
})

it('falls back to one line', () => {
  const short = oneLine(run(STORY))
  expect(short).toMatchObject({ summary: 'Readiness 32.4 → 19.0 (−13.4): 3 blocking, 2 fixed', annotations: [] })
  expect(short.text).toBeUndefined()
})
