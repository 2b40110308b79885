import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { renderAuditJson, renderCheckJson } from '../../src/reports/json.ts'
import { auditSchema, checkSchema, jsonSchemas } from '../../src/reports/json-schema.ts'
import { assessmentOf, evaluationOf } from './assessments.ts'
import { INFO } from './catalogue.ts'
import { HOSTILE } from './hostile.ts'

const IMAGE = { control: 'deploy/image-latest-tag', subject: 'Deployment/web app', path: 'deploy/web.yaml' } as const
const WAIVED = { reason: 'moves on purpose', owner: '@acme/platform', expires: '2027-03-31', by: 'policy' } as const

describe('audit', () => {
  it('is the contract of schema version 1', () => {
    const evaluation = evaluationOf([
      { ...IMAGE, line: 14, rating: 'black', message: 'The image has no fixed tag.' },
      { ...IMAGE, subject: 'Deployment/api app', path: 'deploy/api.yaml', line: 9, rating: 'yellow', severity: 'low', waived: WAIVED },
      { ...IMAGE, subject: 'Deployment/db app', path: 'deploy/db.yaml', rating: 'green' },
      { control: 'operations/runbooks', subject: 'payments', scope: 'repository', path: 'README.md', rating: 'red', aspect: 'symptoms' },
      { control: 'testing/unit-tests', rating: 'unknown', message: 'elsewhere' },
    ])
    expect(JSON.parse(renderAuditJson(evaluation, INFO))).toMatchSnapshot()
  })

  it('is an empty scorecard where nothing is rated', () => {
    const document = auditSchema.parse(JSON.parse(renderAuditJson(evaluationOf([]), INFO)))
    expect(document).toMatchObject({
      schemaVersion: 1,
      score: null,
      findings: [],
      unreadable: [],
      catalogue: { version: '1.0', controls: 8 },
    })
  })

  it('lists findings worst first, whatever the order of the results', () => {
    const seen = [
      { control: 'testing/unit-tests', subject: 'a' },
      { control: 'secrets/example-file-secrets', subject: 'KEY', rating: 'black' as const },
      { ...IMAGE, line: 2 },
      { ...IMAGE, subject: 'other', line: 1 },
    ]
    const controls = auditSchema.parse(JSON.parse(renderAuditJson(evaluationOf(seen), INFO))).findings.map(({ subject }) => subject)
    expect(controls).toEqual(['KEY', 'other', 'Deployment/web app', 'a'])
  })
})

describe('check', () => {
  it('is the contract of schema version 1', () => {
    const assessment = assessmentOf({
      base: [
        { ...IMAGE, rating: 'yellow', severity: 'low', line: 14 },
        { control: 'access/debug-default', subject: 'DEBUG', path: 'app/settings.py', line: 3, rating: 'black' },
        { control: 'testing/unit-tests', subject: 'app' },
      ],
      head: [
        { ...IMAGE, rating: 'black', line: 14 },
        { control: 'access/debug-default', subject: 'DEBUG', path: 'app/settings.py', line: 3, rating: 'green' },
        { control: 'access/debug-default', subject: 'DEBUG', path: 'admin/settings.py', line: 5, rating: 'black' },
        { control: 'testing/unit-tests', subject: 'app' },
      ],
    })
    const document = checkSchema.parse(JSON.parse(renderCheckJson(assessment, { policyChanged: true })))
    expect(document).toMatchSnapshot()
    expect(document.delta).toBe(document.head.score! - document.base.score!)
  })

  it('has a null delta where a score is absent', () => {
    const document = checkSchema.parse(JSON.parse(renderCheckJson(assessmentOf({ head: [IMAGE] }), {})))
    expect([document.base.score, document.delta, document.policy.changed]).toEqual([null, null, false])
    expect(document.dimensions.map(({ delta }) => delta)).toContain(null)
  })

  it('keeps hostile strings as data', () => {
    const seen = HOSTILE.map((text) => ({ control: 'testing/unit-tests', subject: text, path: `src/${text}`, message: text }))
    const document = checkSchema.parse(JSON.parse(renderCheckJson(assessmentOf({ head: seen }), {})))
    expect(document.introduced.map(({ subject }) => subject).toSorted()).toEqual([...HOSTILE].toSorted())
  })
})

describe('the published JSON Schemas', () => {
  const schemas = jsonSchemas()
  const ajv = new Ajv2020.default({ strict: false })
  addFormats.default(ajv)
  const validator = (name: string) => ajv.compile(schemas[name]!)

  it('are one for each document', () => {
    expect(Object.keys(schemas)).toEqual(['audit.schema.json', 'check.schema.json'])
    expect(JSON.stringify(schemas)).not.toContain('$ref":"http')
  })

  it('take what is printed, and nothing that misses a part or has one too many', () => {
    const audit = JSON.parse(renderAuditJson(assessmentOf({ head: [IMAGE] }).head, INFO, {}))
    const check = JSON.parse(renderCheckJson(assessmentOf({ head: [{ ...IMAGE, line: 3, waived: WAIVED }] }), {}))
    for (const [name, document] of [
      ['audit.schema.json', audit],
      ['check.schema.json', check],
    ] as const) {
      const validate = validator(name)
      expect(validate(document)).toBe(true)
      expect(validate({ ...document, schemaVersion: 2 })).toBe(false)
      expect(validate({ ...document, more: 1 })).toBe(false)
      const { schemaVersion: _, ...less } = document
      expect(validate(less)).toBe(false)
    }
  })
})
