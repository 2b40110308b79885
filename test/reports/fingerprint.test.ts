import { expect, it } from 'vitest'
import { fingerprint } from '../../src/reports/fingerprint.ts'
import { finding } from './findings.ts'

const one = finding({ control: 'deploy/image-latest-tag', subject: 'Deployment/web app' })

it('stays when the line, the wording and the severity change', () => {
  const moved = { ...one, message: 'other words', severity: 'low', location: { path: one.location!.path } } as const
  expect(fingerprint(moved)).toBe(fingerprint(one))
  expect(fingerprint(one)).toMatch(/^[0-9a-f]{32}$/)
})

it('differs by control, path, aspect, subject and ordinal', () => {
  const others = [
    { ...one, control: 'deploy/other' },
    { ...one, location: { path: 'other.yaml' } },
    { ...one, aspect: 'tag' },
    { ...one, subject: 'Deployment/web sidecar' },
    { ...one, ordinal: 2 },
  ]
  expect(new Set([one, ...others].map(fingerprint)).size).toBe(6)
})

it('leaves out the path of what belongs to the whole repository', () => {
  const whole = { ...one, scope: 'repository' as const }
  expect(fingerprint({ ...whole, location: { path: 'elsewhere.py' } })).toBe(fingerprint(whole))
})
