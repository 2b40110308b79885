import { describe, expect, it } from 'vitest'
import { yaml } from '#model/example'
import { comparePolicies } from '../../src/policy/compare-policies.ts'
import { type PolicyLayer, readLayer } from '../../src/policy/layer.ts'
import { resolvePolicy } from '../../src/policy/resolve.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

const read = (text: string) => readLayer(text, { path: '.readiness.yml', source: 'policy' }, SMALL_CATALOGUE)

function layer(text: string): PolicyLayer {
  const parsed = read(text)
  if (parsed.problems) throw new Error(parsed.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return parsed.layer
}

const WORDS = yaml`
  version: 1
  report:
    sections:
      - { name: "4. Secrets", controls: [secrets/*], implication: An audit fails., schedule: 4 weeks }
    axes:
      - { name: Fraud, controls: [secrets/*] }
    plan:
      secrets/*: { effort: 3d }
    timeline:
      - { when: Week 1, what: P0 }
    next_review: 2027-03-31
  services:
    - { name: harness, paths: ["tools/**"], role: not for production }
`

describe('the words of a report', () => {
  it('are read as they stand', () => {
    const { policy } = resolvePolicy([layer(WORDS)], SMALL_CATALOGUE)
    expect(policy.report).toEqual({
      suggestions: false,
      sections: [{ name: '4. Secrets', controls: ['secrets/*'], implication: 'An audit fails.', schedule: '4 weeks' }],
      axes: [{ name: 'Fraud', controls: ['secrets/*'] }],
      plan: [{ control: 'secrets/*', effort: '3d' }],
      timeline: [{ when: 'Week 1', what: 'P0' }],
      nextReview: '2027-03-31',
    })
    expect(policy.services[0]!.role).toBe('not for production')
  })

  it('are those of the last policy that says them, key by key', () => {
    const own = layer('version: 1\nreport: { axes: [{ name: Money, controls: [secrets/*] }] }\n')
    const { report } = resolvePolicy([layer(WORDS), own], SMALL_CATALOGUE).policy
    expect(report.axes.map(({ name }) => name)).toEqual(['Money'])
    expect(report.sections).toHaveLength(1)
    expect(resolvePolicy([], SMALL_CATALOGUE).policy.report).toMatchObject({ sections: [], axes: [], plan: [], timeline: [] })
  })

  it('are told of, with their place, where they name no control', () => {
    const { problems = [] } = read(
      yaml`
        version: 1
        report:
          sections: [{ name: a, controls: [secret/*] }]
          axes: [{ name: b, controls: [secrets/nothing] }]
          plan: { nowhere/*: { effort: soon } }
          next_review: 2027-02-30
      `,
    )
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      expect.stringMatching(/^3 .*No control matches "secret\/\*"/),
      expect.stringMatching(/^4 .*"secrets\/nothing" is not a control/),
      expect.stringMatching(/^5 .*No control matches "nowhere\/\*"/),
      expect.stringMatching(/^5 .*30m, 2h or 3d/),
      expect.stringMatching(/^6 .*no day of the calendar/),
    ])
  })

  it('loosen nothing', () => {
    const [before, after] = ['version: 1\n', WORDS].map((text) => resolvePolicy([layer(text)], SMALL_CATALOGUE).policy)
    const { changes } = comparePolicies(before!, after!, SMALL_CATALOGUE)
    expect(changes.map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
      'neutral: adds the service harness',
      'neutral: changes what audits say in its own words (`report`)',
    ])
  })
})
