import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditOf } from '../../../src/reports/audit/audit.ts'
import { hoursOf } from '../../../src/reports/audit/plan.ts'
import { formatHours } from '../../../src/reports/audit/sentences.ts'
import { gradeOf } from '../../../src/reports/audit/verdict.ts'
import type { AuditContext } from '../../../src/reports/context.ts'
import { renderAuditJson } from '../../../src/reports/json.ts'
import { auditSchema } from '../../../src/reports/json-schema.ts'
import { assessmentOf, type Extras, evaluationOf, type Seen } from '../assessments.ts'
import { AUDIT_CONTEXT, AUDITED } from '../audits.ts'
import { CATALOGUE, INFO } from '../catalogue.ts'
import { SECRET_VALUE } from '../story.ts'

const audit = (seen: readonly Seen[], extras: Extras = {}, context: AuditContext = {}) => auditOf(evaluationOf(seen, extras), INFO, context)
const GREEN: Seen = { control: 'testing/unit-tests', path: 'a.ts', rating: 'green' }

const seenSomething: fc.Arbitrary<Seen> = fc.record({
  control: fc.constantFrom(...Object.keys(CATALOGUE)),
  subject: fc.constantFrom('a', 'b', 'c', 'd'),
  path: fc.constantFrom('app/x.py', 'deploy/y.yaml', 'z.md'),
  line: fc.integer({ min: 1, max: 90 }),
  rating: fc.constantFrom('green', 'yellow', 'red', 'black', 'unknown'),
  severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
})
const anything = fc.array(seenSomething, { maxLength: 40 })

describe('the verdict', () => {
  it.each([
    ['NOT READY', [{ ...GREEN, rating: 'black', severity: 'low' }]],
    ['NOT READY', [{ ...GREEN, rating: 'red', severity: 'high' }]],
    ['READY WITH RECOMMENDATIONS', [{ ...GREEN, rating: 'red', severity: 'medium' }]],
    ['READY WITH RECOMMENDATIONS', [{ ...GREEN, rating: 'yellow', severity: 'critical' }]],
    ['READY WITH RECOMMENDATIONS', [GREEN, { ...GREEN, subject: 'x', rating: 'unknown' }]],
    ['READY', [GREEN]],
    ['NOT RATED', []],
  ] as [string, Seen[]][])('is %s', (verdict, seen) => {
    expect(audit(seen).verdict).toBe(verdict)
  })

  it('is not bought by a waiver', () => {
    expect(audit([{ ...GREEN, rating: 'black', waived: { reason: 'later', by: 'policy' } }]).verdict).toBe('NOT READY')
  })

  it('is no tick where a check broke or a file could not be read', () => {
    expect(audit([GREEN], { errors: { 'access/debug-default': 'TypeError' } }).verdict).toBe('READY WITH RECOMMENDATIONS')
    const unreadable = [{ path: 'x', reason: 'too large', cause: 'limit', text: true, controls: [] }] as const
    expect(audit([GREEN], { unreadable }).verdict).toBe('READY WITH RECOMMENDATIONS')
  })
})

describe('what adds up', () => {
  it('does, whatever was seen', () => {
    fc.assert(
      fc.property(anything, (seen) => {
        const { findings, matrix, plan, total, score, counts, controls, dimensions, evidence, checklist } = audit(seen)
        expect(matrix.total).toBe(findings.length)
        expect(matrix.rows.reduce((sum, row) => sum + row.total, 0)).toBe(findings.length)
        for (const severity of ['critical', 'high', 'medium', 'low'] as const)
          expect(matrix.rows.reduce((sum, row) => sum + row.counts[severity], 0)).toBe(matrix.counts[severity])
        expect(plan.flatMap(({ items }) => items.flatMap((item) => item.findings))).toHaveLength(findings.length)
        expect(Object.values(counts.rows).reduce((sum, number) => sum + number, 0)).toBe(controls.length)
        expect(Object.values(counts.sections).reduce((sum, number) => sum + number, 0)).toBe(dimensions.length)
        if (score === undefined) expect(total.weights).toBe(0)
        else expect(total.weighted / total.weights).toBeCloseTo(score, 9)
        expect(evidence.verified.every(({ fine }) => fine > 0)).toBe(true)
        for (const { boxes } of checklist)
          for (const box of boxes) expect(box.ticked && !evidence.verified.some(({ control }) => control === box.control)).toBe(false)
      }),
    )
  })

  it('the score only rises as the plan is done, and nothing open means full points', () => {
    fc.assert(
      fc.property(anything, (seen) => {
        const { score, plan } = audit(seen)
        fc.pre(score !== undefined)
        const steps = [score!, ...plan.map(({ scoreAfter }) => scoreAfter!)]
        for (const [index, step] of steps.entries()) expect(step).toBeGreaterThanOrEqual((steps[index - 1] ?? 0) - 1e-9)
        expect(steps.at(-1)).toBeCloseTo(100, 9)
      }),
    )
  })

  it('the blockers are P0, and P0 only', () => {
    fc.assert(
      fc.property(anything, (seen) => {
        const { blockers, plan, verdict } = audit(seen)
        expect(
          plan[0]!.items
            .flatMap((item) => item.findings)
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(blockers.map(({ id }) => id).toSorted())
        expect(verdict === 'NOT READY').toBe(blockers.length > 0)
      }),
    )
  })
})

describe('the parts', () => {
  const whole = auditOf(AUDITED, INFO, AUDIT_CONTEXT)

  it('rate dimensions by what is open in them', () => {
    expect(whole.dimensions.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'access FAIL',
      'deploy FAIL',
      'observability WARN',
      'operations WARN',
      'reliability WARN',
      'secrets FAIL',
      'testing PASS',
    ])
    const open = audit([{ ...GREEN, rating: 'unknown' }]).dimensions
    expect(open.find(({ id }) => id === 'testing')!.status).toBe('UNKNOWN')
    expect(open.find(({ id }) => id === 'access')!.status).toBe('N/A')
  })

  it('say who owns what, and how long it takes', () => {
    const [p0] = whole.plan
    expect(p0!.items.map(({ owners }) => owners)).toEqual([['@acme/payments', 'pay@acme.example'], [], ['@acme/platform']])
    expect([p0!.hours, p0!.withoutEstimate]).toEqual([1.75, 0])
    expect(whole.plan.map(({ priority, items }) => `${priority} ${items.length}`)).toEqual(['P0 3', 'P1 2', 'P2 0', 'P3 1'])
  })

  it('rank risks by likelihood times blast radius, five on each axis, one risk on several', () => {
    const axes = [
      { name: 'fraud', covers: (control: string) => control.startsWith('access/') },
      { name: 'all', covers: () => true },
      { name: 'none', covers: () => false },
    ]
    const { risks } = auditOf(AUDITED, INFO, { ...AUDIT_CONTEXT, axes })
    expect(risks.map(({ axis, rows, more }) => [axis, rows.length, more])).toEqual([
      ['fraud', 1, 0],
      ['all', 5, 1],
      ['none', 0, 0],
    ])
    const ranks = risks[1]!.rows.map(({ rank }) => rank)
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
  })

  it('list sign-offs: given, expired and missing', () => {
    const expired = auditOf(AUDITED, INFO, { ...AUDIT_CONTEXT, asOf: '2027-07-01' }).signOffs
    expect([whole.signOffs[0]!.state, expired[0]!.state]).toEqual(['in force', 'expired'])
    expect(audit([]).signOffs).toEqual([
      { control: 'operations/launch-signoff', title: CATALOGUE['operations/launch-signoff']!.title, state: 'missing' },
    ])
  })

  it('say how many lines files have, where somebody counted', () => {
    const linesOf = (path: string) => ({ 'a.ts': 2, 'b.ts': 1, 'c.ts': 0 })[path]
    const { files } = audit(
      ['a.ts', 'b.ts', 'c.ts', 'd.ts'].map((path) => ({ ...GREEN, path })),
      {},
      { linesOf },
    )
    expect(files.map(({ lines }) => lines)).toEqual([2, 1, 0, undefined])
  })

  it('use a section mapping where a team has one', () => {
    const sections = [{ name: '§4 Secrets', covers: (control: string) => control.startsWith('secrets/') }]
    const { findings, matrix } = auditOf(AUDITED, INFO, { sections })
    expect(findings.find(({ control }) => control.startsWith('secrets/'))!.section).toBe('§4 Secrets')
    expect(matrix.rows.map(({ section }) => section)).toContain('§4 Secrets')
  })

  it('count a control of two sections once, and show it in both', () => {
    const covers = (control: string) => control.startsWith('secrets/')
    const sections = [
      { name: 'first', covers, implication: 'An audit fails.', schedule: '4 weeks' },
      { name: 'second', covers },
      { name: 'empty', covers: () => false },
    ]
    const told = auditOf(AUDITED, INFO, { sections })
    expect(told.sections).toMatchObject([
      { name: 'first', status: 'FAIL', score: 0, implication: 'An audit fails.', schedule: '4 weeks' },
      { name: 'second', status: 'FAIL' },
      { name: 'empty', status: 'N/A', controls: 0 },
    ])
    expect(told.counts.sections).toEqual({ black: 2, 'not-applicable': 1 })
    expect(told.checklist.slice(0, 3).map(({ section, boxes }) => [section, boxes.length])).toEqual([
      ['first', 1],
      ['second', 1],
      ['empty', 0],
    ])
    expect(told.matrix.total).toBe(told.findings.length)
    expect(told.matrix.rows.map(({ section }) => section)).not.toContain('second')
  })

  it('take effort and owner from whom the policy names', () => {
    const plannedOf = (control: string) => (control.startsWith('secrets/') ? { effort: '5d', owner: '@acme/vault' } : {})
    const items = auditOf(AUDITED, INFO, { ...AUDIT_CONTEXT, plannedOf }).plan.flatMap((phase) => phase.items)
    const mine = items.find(({ control }) => control.startsWith('secrets/'))!
    expect([mine.effort, mine.owners]).toEqual(['5d', ['@acme/vault']])
    expect(items.find(({ control }) => control.startsWith('deploy/'))!.owners).toEqual(['@acme/platform'])
  })

  it('say what is left of a risk: when, how long, and whether some of it is closed', () => {
    const half = [GREEN, { ...GREEN, subject: 'x', path: 'b.ts', rating: 'red', severity: 'high' }] as const
    const [production] = auditOf(evaluationOf(half), INFO, {}).risks
    expect(production!.rows).toMatchObject([{ state: 'partly closed', priority: 'P0', open: 1, observed: 2 }])
  })

  it('quote the line of a finding, and never a secret', () => {
    const quotes = whole.findings.flatMap(({ quote }) => quote ?? [])
    expect(quotes.length).toBeGreaterThan(0)
    expect(quotes.join('\n')).not.toContain(SECRET_VALUE.slice(0, 6))
    expect(whole.findings.find(({ control }) => control === 'secrets/example-file-secrets')!.quote).toContain('•')
  })

  it('say why a service stands where it does, and for what it is meant', () => {
    const { services } = auditOf(AUDITED, INFO, { ...AUDIT_CONTEXT, roleOf: (name) => (name === 'platform' ? 'test harness' : undefined) })
    expect(services).toMatchObject([
      { name: 'payments', role: undefined },
      { name: 'platform', role: 'test harness' },
    ])
    expect(services[0]!.why.length).toBeGreaterThan(0)
  })

  it('say what is fixed since, and nothing where nothing was compared', () => {
    expect(whole.since).toMatchObject({
      news: 5,
      fixed: [{ control: 'access/debug-default' }, { control: 'reliability/outbound-timeout' }],
    })
    expect(audit([]).since).toBeUndefined()
  })
})

describe('the whole as JSON', () => {
  it('is the scorecard with the review beside it, valid against its schema', () => {
    const document = auditSchema.parse(JSON.parse(renderAuditJson(AUDITED, INFO, AUDIT_CONTEXT)))
    expect(document.review!.verdict).toBe('NOT READY')
    const { review, ...scorecard } = document
    expect(scorecard).toEqual(JSON.parse(renderAuditJson(AUDITED, INFO)))
    expect(review!.matrix.total).toBe(scorecard.findings.length)
  })

  it('is valid for an empty repository, and after anything', () => {
    auditSchema.parse(JSON.parse(renderAuditJson(evaluationOf([]), INFO, {})))
    auditSchema.parse(JSON.parse(renderAuditJson(assessmentOf({ head: [GREEN] }).head, INFO, AUDIT_CONTEXT)))
  })
})

it('reads efforts, and writes hours as people do', () => {
  expect(['30m', '2h', '1.5d', 'a while', undefined].map(hoursOf)).toEqual([0.5, 2, 12, undefined, undefined])
  expect([0.5, 1, 1.75, 9, 16, 100].map(formatHours)).toEqual(['30 minutes', '1 hour', '1.8 hours', '9 hours', '2 days', '12.5 days'])
})

it('gives the letter that people know', () => {
  expect([100, 97, 90, 78, 72.9, 60, 59.9, 0].map(gradeOf)).toEqual(['A+', 'A+', 'A−', 'C+', 'C−', 'D', 'F', 'F'])
})
