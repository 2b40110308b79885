import { beforeAll, describe, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import type { Observation } from '#model/check'
import check from '../../../checks/observability/sensitive-data-logged.ts'

beforeAll(() => prepare(['a.py', 'a.ts']))

function observe(files: Readonly<Record<string, string>>): readonly Observation[] {
  const facts = Object.entries(files).flatMap(([path, text]) => [...check.collect({ path, text })].map((fact) => ({ path, fact })))
  return [...check.judge(facts, { params: {}, classOf: () => 'production' })]
}

/** The ratings of what is found, `fine` for a file without. */
function ratings(files: Readonly<Record<string, string>>): string[] {
  return observe(files).map(({ problem }) => (problem ? `${problem.rating} ${problem.severity ?? 'critical'}` : 'fine'))
}

describe('a logger that removes a field', () => {
  const pino = 'import pino from "pino"\nexport const logger = pino({ redact: ["*.email", "email"] })\n'
  const field = 'logger.info({ email: user.email }, "created")\n'

  test('softens the finding', () => {
    expect(ratings({ 'a.ts': field })).toEqual(['black critical'])
    expect(ratings({ 'a.ts': field, 'log.ts': pino })).toEqual(['yellow medium'])
  })

  test('does so for no other field, and for no text', () => {
    expect(ratings({ 'a.ts': 'logger.info({ phone: user.phone }, "created")\n', 'log.ts': pino })).toEqual(['black critical'])
    expect(ratings({ 'a.ts': 'logger.info("created " + user.email)\n', 'log.ts': pino })).toEqual(['black critical'])
  })

  test('also in texts, where it rewrites them', () => {
    const filter = 'class RedactFilter(logging.Filter):\n    names = ["email"]\n'
    expect(ratings({ 'a.py': 'logger.info(f"created {email}")\n', 'log.py': filter })).toEqual(['yellow medium'])
  })
})

describe('a print', () => {
  const text = 'print(f"login {password}")\n'
  const server = 'from fastapi import FastAPI\napp = FastAPI()\n'

  test('counts inside a service only', () => {
    expect(ratings({ 'app/login.py': text })).toEqual(['fine'])
    expect(ratings({ 'app/login.py': text, 'app/main.py': server })).toEqual(['black critical'])
    expect(ratings({ 'scripts/login.py': text, 'app/main.py': server })).toEqual([])
  })
})

test('a field counts as personal where its own model says so', () => {
  const model = 'class Applicant(BaseModel):\n    nationality: str = Field(json_schema_extra={"pii": True})\n'
  expect(ratings({ 'm.py': model, 'a.py': 'logger.info("a %s", applicant.nationality)\n' })).toEqual(['black critical'])
  expect(ratings({ 'm.py': model, 'a.py': 'logger.info("a %s", country.nationality)\n' })).toEqual(['fine'])
})

test('no message quotes a value', () => {
  const secret = ['sk', 'live', 'x'.repeat(24)].join('_')
  const [one] = observe({ 'a.py': `token = "${secret}"\nlogger.info("auth %s", token + password + "${secret}")\n` })
  expect(one?.problem?.message).toContain('`password`')
  expect(JSON.stringify(one)).not.toContain(secret)
})
