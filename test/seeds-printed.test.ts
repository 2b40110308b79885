import { describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import type { CatalogueInfo } from '#model/assessment'
import { findingsOf } from '#model/evaluation'
import { renderAuditHtml } from '../src/reports/audit/html.ts'
import { renderAuditMarkdown } from '../src/reports/audit/markdown.ts'
import { renderCheckRun } from '../src/reports/check-run.ts'
import type { CheckContext } from '../src/reports/context.ts'
import { renderCheckCommands } from '../src/reports/github.ts'
import { renderAuditJson, renderCheckJson } from '../src/reports/json.ts'
import { renderCheckMarkdown } from '../src/reports/markdown.ts'
import { renderCheckSarif } from '../src/reports/sarif.ts'
import { renderCheckTerminal } from '../src/reports/terminal.ts'
import { assessCase } from './support/assess-case.ts'
import { type RepositoryCase, repositoryCases } from './support/repository-case.ts'

const INFO: CatalogueInfo = { version: '1.0', catalogue }

/** The whole system as one pull request, so that everything wrong with it is told. */
function asPull(name: string): RepositoryCase {
  const seed = repositoryCases().find((one) => one.name === name)!
  return {
    ...seed,
    base: { '.readiness.yml': 'version: 1\nmode: enforce\n' },
    head: { ...seed.head, '.readiness.yml': 'version: 1\nmode: enforce\n' },
  }
}

/** Lines with a credential that the case made up: the last string on each, of an address the password. */
const SECRETS: Readonly<Record<string, readonly (readonly [path: string, line: number])[]>> = {
  'seed-001-iayos': [
    ['.env.docker.example', 1],
    ['.env.docker.example', 2],
    ['.env.docker.example', 3],
    ['.env.docker.example', 4],
    ['apps/backend/src/iayos/settings.py', 34],
  ],
  'seed-003-architecture-audit': [['backend/db/seeds/seed_initial.py', 9]],
}

function secretIn(head: RepositoryCase['head'], path: string, line: number): string {
  const strings = head[path]!.split('\n')[line - 1]!.match(/"[^"]+"|'[^']+'/g)!
  const last = strings.at(-1)!.slice(1, -1)
  return last.includes('://') ? new URL(last).password : last
}

describe.each(Object.entries(SECRETS))('%s', (name, places) => {
  test('no report prints a credential, though each is told', async () => {
    const pull = asPull(name)
    const assessment = await assessCase(pull)
    const contents = (path: string) => pull.head[path]
    const context: CheckContext = { base: 'main', head: 'head', hasPolicy: true, contents }
    const printed = [
      JSON.stringify(renderCheckRun(assessment, INFO, context)),
      renderCheckMarkdown(assessment, INFO, context),
      renderCheckCommands(assessment, INFO, context),
      renderCheckTerminal(assessment, INFO, context, { color: false }),
      renderCheckSarif(assessment, INFO, {}),
      renderCheckJson(assessment, context),
      renderAuditJson(assessment.head, INFO),
      renderAuditMarkdown(assessment.head, INFO, { contents }),
      renderAuditHtml(assessment.head, INFO, { contents }),
    ]
    expect(printed[3]).toContain('•••••')
    const told = findingsOf(assessment.head).map(({ location }) => `${location?.path}:${location?.range?.start.line}`)
    for (const [path, line] of places) {
      const secret = secretIn(pull.head, path, line)
      expect(secret.length).toBeGreaterThan(11)
      expect(told).toContain(`${path}:${line}`)
      for (const text of printed) expect(text).not.toContain(secret.slice(-8))
    }
  })
})
