import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { policyJsonSchema } from '../../src/policy/json-schema.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

const schema = policyJsonSchema(SMALL_CATALOGUE)
const validate = new Ajv({ strict: false, formats: { date: true } }).compile(schema)

test('every key of the policy is described', () => {
  const missing: string[] = []
  visit(schema, '')
  expect(missing).toEqual([])

  function visit(node: unknown, at: string): void {
    if (typeof node !== 'object' || node === null) return
    for (const [name, child] of Object.entries((node as { properties?: Record<string, { description?: string }> }).properties ?? {})) {
      if (child.description === undefined) missing.push(`${at}.${name}`)
      visit(child, `${at}.${name}`)
    }
    const { items, anyOf } = node as { items?: unknown; anyOf?: unknown[] }
    visit(items, `${at}[]`)
    for (const each of anyOf ?? []) visit(each, at)
  }
})

test('an editor accepts what the parser accepts, and completes controls and their parameters', () => {
  expect(
    validate({
      version: 1,
      controls: { 'deploy/image-latest-tag': { level: 'off', params: { allow: ['a/*'], grace: '5m' } }, 'secrets/*': { severity: 'low' } },
    }),
  ).toBe(true)
  expect(schema).toMatchObject({
    properties: { controls: { properties: { 'access/debug-default': { description: 'Something is in order' } } } },
  })
})

test.each([
  [{ version: 2 }],
  [{ version: 1, mod: 'enforce' }],
  [{ version: 1, mode: 'enforced' }],
  [{ version: 1, controls: { 'deploy/image-latest-tag': { params: { alow: [] } } } }],
  [{ version: 1, controls: { 'deploy/image-latest-tag': { params: { grace: 5 } } } }],
  [{ version: 1, waivers: [{ control: 'deploy/image-latest-tag' }] }],
])('an editor refuses %j', (policy) => {
  expect(validate(policy)).toBe(false)
})
