import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'
import { describe, expect, it } from 'vitest'
import type { Finding } from '#model/finding'
import { fingerprint } from '../../src/reports/fingerprint.ts'
import { renderAuditSarif, renderCheckSarif } from '../../src/reports/sarif.ts'
import { assessmentOf, CONTEXT, evaluationOf, type PullSeen, type Seen } from './assessments.ts'
import { INFO } from './catalogue.ts'
import { HOSTILE } from './hostile.ts'
import schema from './sarif-schema/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { SECRET_VALUE, STORY } from './story.ts'

// The published schema has a pattern that is not valid with the `u` flag.
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const validate = ajv.compile(schema)

function valid(text: string): Log {
  const log = JSON.parse(text) as Log
  validate(log)
  expect(validate.errors ?? []).toEqual([])
  return log
}

const check = (pull: PullSeen) => valid(renderCheckSarif(assessmentOf(pull), INFO, CONTEXT))

describe('SARIF of a pull request', () => {
  it('is valid, and says of each finding how it stands against the base', () => {
    const log = check(STORY)
    expect(log.runs[0]!.columnKind).toBe('utf16CodeUnits')
    expect(log.runs[0]!.results!.map(({ ruleId, baselineState }) => `${ruleId} ${baselineState}`)).toMatchSnapshot()
    expect(log.runs[0]!.results![0]).toMatchSnapshot()
    expect(log.runs[0]!.tool.driver.rules).toMatchSnapshot()
  })

  it('points each result to its rule, and carries the printed fingerprint', () => {
    const { delta } = assessmentOf(STORY)
    const run = check(STORY).runs[0]!
    const findings: readonly Finding[] = [...delta.introduced, ...delta.worsened.map(({ finding }) => finding), ...delta.unchanged]
    for (const { ruleId, ruleIndex } of run.results!) expect(run.tool.driver.rules![ruleIndex!]!.id).toBe(ruleId)
    const printed = run.results!.map(({ partialFingerprints }) => partialFingerprints!['readiness/v1'])
    expect(new Set(printed)).toEqual(new Set(findings.map(fingerprint)))
  })

  it('justifies suppressions, and leaves alone what is only listed', () => {
    const [policy, inline, listed] = (['policy', 'inline', 'listed'] as const).map((by): Seen => {
      const waived = {
        reason: `by ${by}`,
        by: by === 'policy' ? 'policy' : 'inline',
        listedOnly: by === 'listed',
        expires: '2027-03-31',
        owner: '@acme',
      } as const
      return { control: 'testing/unit-tests', subject: by, path: `${by}.ts`, line: 1, waived }
    })
    const results = check({ head: [policy!, inline!, listed!] }).runs[0]!.results!
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'inSource', status: 'accepted', justification: 'by inline (until 2027-03-31), @acme' }],
      undefined,
      [{ kind: 'external', status: 'accepted', justification: 'by policy (until 2027-03-31), @acme' }],
    ])
  })

  it('carries fixes, and never the secret that one replaces', () => {
    const text = renderCheckSarif(assessmentOf(STORY), INFO, CONTEXT)
    expect(text).not.toContain(SECRET_VALUE)
    const fixes = valid(text).runs[0]!.results!.flatMap((result) => result.fixes ?? [])
    expect(fixes).toHaveLength(3)
    expect(fixes[0]!.artifactChanges[0]!.replacements[0]!.deletedRegion).toMatchObject({ startLine: 3, startColumn: 28, endColumn: 34 })
  })

  it('is valid with nothing in it, and with every hostile string', () => {
    check({})
    const seen = HOSTILE.map(
      (text, index): Seen => ({ control: 'testing/unit-tests', subject: text, path: `src/${text}`, message: text, line: index + 1 }),
    )
    const log = check({ head: seen })
    expect(log.runs[0]!.results).toHaveLength(HOSTILE.length)
  })
})

describe('SARIF of an audit', () => {
  it('is valid, without a baseline, and notes what could not be judged', () => {
    const evaluation = evaluationOf(STORY.head!, { ...STORY.headExtras, errors: { 'testing/unit-tests': 'TypeError at checks/x.ts:1' } })
    const run = valid(renderAuditSarif(evaluation, INFO, {})).runs[0]!
    expect(run.results!.every(({ baselineState }) => baselineState === undefined)).toBe(true)
    expect(run.invocations).toMatchSnapshot()
  })

  it('stops at what GitHub takes', () => {
    const seen = Array.from(
      { length: 25_001 },
      (_, index): Seen => ({ control: 'testing/unit-tests', subject: `s${index}`, path: 'a.ts', line: index + 1 }),
    )
    expect((JSON.parse(renderAuditSarif(evaluationOf(seen), INFO, {})) as Log).runs[0]!.results).toHaveLength(25_000)
  })
})
