import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { yaml } from '#model/example'
import { gitRepository, type TestRepository } from './support/git.ts'

const CLI = new URL('../src/cli.ts', import.meta.url).pathname

const POLICY = yaml`
  version: 1
  services:
    - { name: harness, paths: ["tools/**"], role: "test harness, not for production" }
  report:
    sections:
      - { name: 4. Images, controls: [deploy/*], implication: A vendor audit fails here., schedule: 4 weeks }
    axes: [{ name: Fraud, controls: [access/*] }]
    plan: { deploy/*: { effort: 3d, owner: "@acme/dba" } }
    timeline: [{ when: Week 1, what: Everything of P0 }]
    next_review: 2027-03-31
`

let repository: TestRepository
beforeAll(() => {
  repository = gitRepository()
  repository.commit('start', {
    '.readiness.yml': POLICY,
    'tools/Dockerfile': 'FROM node:latest\n',
    'old/Dockerfile': 'FROM nginx:latest\n',
  })
  repository.commit('more', {
    'tools/Dockerfile': '# the harness\nFROM node:latest\nUSER node\n',
    'old/Dockerfile': null,
    'db/migrations/V2__b.sql': 'ALTER TABLE orders ADD COLUMN b int;\n',
    'db/migrations/V10__c.sql': 'ALTER TABLE orders ADD COLUMN c int;\n',
    '.github/workflows/ci.yml': 'on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n',
  })
})
afterAll(() => repository.dispose())

function audit(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'audit', repository.folder, '--no-cache', ...args], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

describe('an audit as a document', () => {
  test('says what the repository shows and what the policy says, each in its place', () => {
    const document = audit('--format', 'markdown', '--since', 'HEAD~1')
    for (const said of [
      /^\| 4\\\. Images \| \*\*WARN\*\* \| .* \| A vendor audit fails here\. \| 4 weeks \|$/m,
      /^### Fraud: none$/m,
      /\| 3d \| `@acme\/dba` \|$/m,
      /^\| Week 1 \| Everything of P0 \|$/m,
      /^Next review: 2027-03-31\.$/m,
      /^\| `harness`: test harness, not for production \| .* `deploy\/image-latest-tag`/m,
      /<br>`FROM node:latest` \|/,
      /^### Migrations: 2$/m,
      /^\| `db\/migrations` \| 2 \| `V10__c\.sql` \|$/m,
      /^### Workflows: 1$/m,
      /^\| gone \| 1 \| `old\/Dockerfile` \|$/m,
      /^\| `tools\/Dockerfile` \| 3 \| /m,
    ])
      expect(document).toMatch(said)
  })

  test('is one page with the same words', () => {
    const page = audit('--format', 'html')
    for (const said of [
      'A vendor audit fails here.',
      'Everything of P0',
      'Next review: 2027-03-31',
      'test harness, not for production',
      'V10__c.sql',
    ])
      expect(page).toContain(said)
  })
})
