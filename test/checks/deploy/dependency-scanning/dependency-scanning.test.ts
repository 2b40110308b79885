import { describe, expect, test } from 'vitest'
import { packageManifest } from '../../../../checks/deploy/dependency-scanning/manifests.ts'
import { scans, watches } from '../../../../checks/deploy/dependency-scanning/scans.ts'

const step = (line: string) => `on: push\njobs:\n  a:\n    steps:\n      - ${line}\n`
const found = (line: string) =>
  scans({ path: '.github/workflows/a.yml', text: step(line) }).map(({ tool, muted }) => [tool, muted].filter(Boolean).join(' '))

describe('a step of a workflow', () => {
  test.each([
    ['run: npm audit --audit-level=high', ['npm audit']],
    ['run: pnpm -r audit', ['npm audit']],
    ['run: npm audit fix', []],
    ['run: npm ci --no-audit', []],
    ['run: npm audit || true', ['npm audit command']],
    ['run: npm audit --json > audit.json || true', ['npm audit report']],
    ['run: npm audit 2>/dev/null || true', ['npm audit command']],
    [
      'run: npm audit --json | tee reports/audit.json || true\n      - { uses: actions/upload-artifact@v4, with: { path: x } }',
      ['npm audit report'],
    ],
    ['run: pip-audit -o x.json || true\n      - with:\n          path: x.json', ['pip-audit command']],
    ['run: npm audit --json > audit.json || true\n      - run: node scripts/judge.js audit.json', ['npm audit']],
    ['run: pip-audit --output x.json || echo failed=1 >> $GITHUB_OUTPUT', ['pip-audit']],
    ['run: npm audit --json >> $GITHUB_STEP_SUMMARY || true', ['npm audit']],
    ['run: pip-audit -f json --output found.json || true\n      - run: jq -e .ok found.json', ['pip-audit']],
    ['run: pip install pip-audit', []],
    ['run: pip install pip-audit && pip-audit', ['pip-audit']],
    ['run: echo "we run npm audit"', []],
    ['run: govulncheck ./... || exit 0', ['govulncheck command']],
    ['run: go list -json -deps ./... | nancy sleuth', ['nancy']],
    ['run: trivy fs --exit-code 1 .', ['Trivy']],
    ['run: trivy image acme/web', []],
    ['run: mvn org.owasp:dependency-check-maven:check', ['OWASP Dependency-Check']],
    ['uses: actions/dependency-review-action@v4', ['dependency review']],
    ['uses: snyk/actions/node@master', ['Snyk']],
    ['uses: snyk/actions/docker@master', []],
    ['uses: aquasecurity/trivy-action@0.29.0', []],
    ['{ uses: aquasecurity/trivy-action@0.29.0, with: { scan-type: fs } }', ['Trivy']],
    ['{ uses: aquasecurity/trivy-action@0.29.0, with: { scan-type: fs, scanners: secret } }', []],
    ['{ run: npm audit, continue-on-error: true }', ['npm audit step']],
    ['{ run: npm audit, if: false }', []],
    ['uses: github/codeql-action/analyze@v3', []],
    ['uses: acme/composite-actions/node-package-audit@v2', ['a scanner']],
    ['uses: acme/actions/snyk-scan@v2', ['a scanner']],
    ['uses: acme/lighthouse-audit@v2', []],
    ['uses: acme/node-checkout@v2', []],
  ])('%s', (line, expected) => expect(found(line)).toEqual(expected))
})

test('a workflow of somebody else that a job calls', () => {
  const job = (uses: string) => scans({ path: '.github/workflows/a.yml', text: `on: push\njobs:\n  a:\n    uses: ${uses}\n` })
  expect(job('acme/.github/.github/workflows/dependency-scan.yml@main')).toHaveLength(1)
  expect(job('acme/.github/.github/workflows/build.yml@main')).toHaveLength(0)
})

describe('a bot', () => {
  test.each([
    ['.github/dependabot.yml', 'updates: [{ package-ecosystem: npm, directory: /web }]', ['npm web']],
    ['.github/dependabot.yml', 'updates: [{ package-ecosystem: uv, directories: [/, "/apps/*"] }]', ['pip ,apps/*']],
    ['.github/dependabot.yml', 'updates: [{ package-ecosystem: github-actions, directory: / }]', []],
    ['docs/dependabot.yml', 'updates: [{ package-ecosystem: npm, directory: / }]', []],
    ['renovate.json', '{ "extends": ["config:recommended"] }', ['all']],
    ['renovate.json', '{ "enabled": false }', []],
    ['renovate.json5', '{ "enabledManagers": ["gomod", "dockerfile"] }', ['gomod']],
    ['package.json', '{ "renovate": { "extends": ["config:base"] } }', ['all']],
  ])('%s: %s', (path, text, expected) =>
    expect(
      watches({ path, text }).map(({ ecosystem, directories }) => (ecosystem ? [ecosystem, directories].filter(Boolean).join(' ') : 'all')),
    ).toEqual(expected),
  )
})

describe('a manifest', () => {
  test.each([
    ['web/package.json', '{ "dependencies": { "vue": "3" } }', 'npm web true'],
    ['package.json', '{ "private": true }', 'npm  false'],
    ['requirements/base.txt', 'django\n', 'pip requirements true'],
    ['requirements.txt', '# none\n\n', 'pip  false'],
    ['Pipfile', '[requires]\npython_version = "3.12"\n', 'pip  false'],
    ['composer.json', '{ "require": { "php": ">=8", "ext-json": "*" } }', 'composer  false'],
    ['src/Api/Api.csproj', '<PackageReference Include="Npgsql" Version="9.0.2" />', 'nuget src/Api true'],
    ['yarn.lock', '', 'npm  true'],
  ])('%s', (path, text, expected) => {
    const manifest = packageManifest({ path, text })
    expect(`${manifest?.ecosystem} ${manifest?.directory} ${manifest?.hasDependencies}`).toBe(expected)
  })

  test('is nothing else', () => expect(packageManifest({ path: 'README.md', text: 'npm' })).toBeUndefined())
})
