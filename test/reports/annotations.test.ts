import { describe, expect, it } from 'vitest'
import { annotationsOf } from '../../src/reports/annotations.ts'
import { bytesOf } from '../../src/reports/budget.ts'
import { assessmentOf, CONTEXT, type PullSeen, type Seen } from './assessments.ts'
import { INFO } from './catalogue.ts'
import { HOSTILE } from './hostile.ts'

const IMAGE: Seen = {
  control: 'deploy/image-latest-tag',
  subject: 'Deployment/web app',
  path: 'deploy/web.yaml',
  line: 14,
  rating: 'black',
  message: 'The image web:latest moves under your feet. Name a full version or a digest.',
}
const TIMEOUT: Seen = {
  control: 'reliability/outbound-timeout',
  subject: 'requests.get',
  path: 'app/pay.py',
  line: 7,
  message: 'No timeout.',
}

const annotated = (pull: PullSeen, context = CONTEXT, cap?: number) => annotationsOf(assessmentOf(pull), INFO, context, cap)
const many = (count: number) =>
  Array.from({ length: count }, (_, index): Seen => ({ ...TIMEOUT, subject: `call ${index}`, line: index + 1 }))

describe('an annotation', () => {
  it('says what, why, what to do and the short way out, in plain text', () => {
    expect(annotated({ head: [IMAGE] })).toMatchSnapshot()
  })

  it('has its level from gate and severity', () => {
    const low: Seen = { control: 'testing/unit-tests', path: 'src/a.ts', line: 1 }
    expect(annotated({ head: [low, TIMEOUT, IMAGE] }).annotations.map(({ level }) => level)).toEqual(['failure', 'warning', 'notice'])
  })

  it('says what a worsened finding was', () => {
    const { annotations } = annotated({ base: [{ ...IMAGE, rating: 'yellow', severity: 'low' }], head: [IMAGE] })
    expect(annotations[0]!.message).toContain('(Worsened; it was yellow, low.)')
  })

  it('offers no waiver where the policy allows none', () => {
    const { policy } = assessmentOf({})
    const waiving = { ...policy.waiving, allow: ['low'] as const }
    expect(annotated({ head: [IMAGE], policy: { waiving } }).annotations[0]!.message).not.toContain('waivers')
  })

  it('quotes hostile names in the waiver so that YAML reads them back', () => {
    const { annotations } = annotated({ head: [{ ...IMAGE, path: 'a/[id]/x: y.yaml', subject: `it's "this": # @acme` }] })
    expect(annotations[0]!.message).toContain(
      `- { control: deploy/image-latest-tag, path: "a/\\\\[id\\\\]/x: y.yaml", subject: "it's \\"this\\": # @acme", reason: "why it is fine here", expires: 2027-04-15 }`,
    )
  })
})

describe('places', () => {
  const at = (range: Seen['range']) => annotated({ head: [{ ...IMAGE, range: range! }] }).annotations[0]!

  it('has columns only where the range lies in one line, first not after last', () => {
    expect(at({ start: { line: 3, column: 5 }, end: { line: 3, column: 9 } })).toMatchObject({
      startLine: 3,
      endLine: 3,
      startColumn: 5,
      endColumn: 8,
    })
    expect(at({ start: { line: 3, column: 5 }, end: { line: 3, column: 5 } })).toMatchObject({ startColumn: 5, endColumn: 5 })
    const block = at({ start: { line: 3, column: 5 }, end: { line: 6, column: 2 } })
    expect(block).toMatchObject({ startLine: 3, endLine: 6 })
    expect(block).not.toHaveProperty('startColumn')
  })

  it('does not reach into a line of which it covers nothing', () => {
    const whole = at({ start: { line: 3, column: 1 }, end: { line: 4, column: 1 } })
    expect(whole).toMatchObject({ startLine: 3, endLine: 3 })
    expect(whole).not.toHaveProperty('startColumn')
  })

  it('puts what is about a whole file on its first line', () => {
    const { annotations } = annotated({ head: [{ control: 'testing/unit-tests', path: 'src/a.ts' }] })
    expect(annotations[0]).toMatchObject({ path: 'src/a.ts', startLine: 1, endLine: 1 })
    expect(annotations[0]).not.toHaveProperty('startColumn')
  })

  it('merges findings of one line, and keeps the worst level', () => {
    const other: Seen = { ...TIMEOUT, path: IMAGE.path!, line: 14 }
    const { annotations } = annotated({ head: [other, IMAGE] })
    expect(annotations).toHaveLength(1)
    expect(annotations[0]).toMatchObject({ level: 'failure' })
    expect(annotations[0]!.title).toBe(
      '2 problems: Every container image names a full version or a digest; Every call to the outside has a timeout',
    )
    expect(annotations[0]!.message).toMatch(/moves under your feet[\s\S]*———[\s\S]*No timeout\./)
  })
})

describe('findings of one control on one line', () => {
  it('share why and what to do, and each has its waiver', () => {
    const { annotations } = annotated({ head: [IMAGE, { ...IMAGE, subject: 'Deployment/web sidecar', message: 'The sidecar moves too.' }] })
    expect(annotations).toHaveLength(1)
    expect(annotations[0]!.title).toBe('Every container image names a full version or a digest')
    expect(annotations[0]!.message.match(/Why:/g)).toHaveLength(1)
    expect(annotations[0]!.message.match(/subject: "Deployment\/web (app|sidecar)"/g)).toHaveLength(2)
    expect(annotations[0]!.message).toMatch(/under your feet[\s\S]*The sidecar moves too\.[\s\S]*Why:/)
  })
})

describe('who gets none', () => {
  const none = { annotations: [], omitted: 0 }

  it('is what was there before', () => {
    expect(annotated({ base: [IMAGE], head: [IMAGE] })).toEqual(none)
  })

  it('is what is fixed', () => {
    expect(annotated({ base: [IMAGE], head: [{ ...IMAGE, rating: 'green' }] })).toEqual(none)
  })

  it('is what is waived or quiet', () => {
    expect(annotated({ head: [{ ...IMAGE, waived: { reason: 'fine', by: 'policy' } }] })).toEqual(none)
    expect(annotated({ head: [{ ...IMAGE, waived: { reason: 'fine', by: 'inline', listedOnly: true } }] })).toEqual(none)
    expect(annotated({ head: [{ ...IMAGE, quiet: true }] })).toEqual(none)
  })

  it('is a repository without a policy', () => {
    expect(annotated({ head: [IMAGE], policy: { mode: 'observe' } }, { ...CONTEXT, hasPolicy: false })).toEqual(none)
  })
})

describe('limits', () => {
  it.each([0, 1, 50, 51, 100, 101, 1000])('holds %i findings', (size) => {
    const { annotations, omitted } = annotated({ head: many(size) })
    expect(annotations.length).toBe(Math.min(size, 100))
    expect(annotations.length + omitted).toBe(size)
  })

  it('keeps the worst when it has to choose', () => {
    const { annotations, omitted } = annotated({ head: [...many(5), IMAGE] }, CONTEXT, 1)
    expect(annotations.map(({ path }) => path)).toEqual([IMAGE.path])
    expect(omitted).toBe(5)
  })

  it('keeps title and message within bytes, however many share a line', () => {
    const message = '😀'.repeat(400)
    const crowd = Array.from(
      { length: 200 },
      (_, index): Seen => ({ ...TIMEOUT, subject: `call ${index}`, line: 1, message: `${index} ${message}` }),
    )
    const { annotations } = annotated({ head: crowd })
    expect(annotations).toHaveLength(1)
    expect(bytesOf(annotations[0]!.message)).toBeLessThanOrEqual(60_000)
    expect(bytesOf(annotations[0]!.message)).toBeGreaterThan(59_000)
    expect(annotations[0]!.title.length).toBeLessThanOrEqual(255)
  })

  it('gives hostile strings no control characters to work with', () => {
    const seen = HOSTILE.map((text, index): Seen => ({ ...TIMEOUT, subject: text, message: text, line: index + 1 }))
    for (const { title, message } of annotated({ head: seen }).annotations) expect(title + message).not.toMatch(/[[\p{Cc}\u202E]--[\n\t]]/v)
  })
})
