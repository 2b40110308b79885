import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import { auditSchema, checkSchema } from '../src/reports/json-schema.ts'
import { gitRepository, type TestRepository } from './support/git.ts'

const CLI = new URL('../src/cli.ts', import.meta.url).pathname

let repository: TestRepository
let cache: string
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'readiness-cache-'))
  repository = gitRepository()
  repository.commit('start', { Dockerfile: 'FROM node:24.1.0\nUSER node\nCMD ["node", "server.js"]\n', 'README.md': '# Shop\n' })
  repository.git('checkout', '--quiet', '-b', 'feature')
  repository.commit('float', { 'docker-compose.yml': 'services:\n  cache:\n    image: redis:latest\n' })
  repository.commit('debug', { 'shop/settings.py': 'import os\n\nDEBUG = True\n' })
})
afterAll(() => {
  repository.dispose()
  rmSync(cache, { recursive: true, force: true })
})

function readiness(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: repository.folder,
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: cache },
  })
  return { exit: status, stdout, stderr }
}

describe('readiness check', () => {
  test('observes without a policy: neutral, everything shown, exit 0', () => {
    const { exit, stdout, stderr } = readiness('check', '--base', 'main', '--format', 'json')
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    const report = checkSchema.parse(JSON.parse(stdout))
    expect(report.conclusion).toBe('neutral')
    expect(report.introduced.map(({ control, path, line }) => `${control} ${path}:${line}`)).toEqual([
      'access/debug-default shop/settings.py:3',
      'deploy/image-latest-tag docker-compose.yml:3',
    ])
    expect(report.base.revision).toBe(repository.git('rev-parse', 'main'))
    expect(report.head.revision).toBe(repository.git('rev-parse', 'feature'))
  })

  test('gates with --enforce: exit 1, and what stands on the base is not counted', () => {
    const { exit, stdout } = readiness('check', '--enforce', '--format', 'json')
    expect(exit).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ conclusion: 'failure' })
    expect(readiness('check', '--enforce', '--base', 'feature').exit).toBe(0)
  })

  test('shows people the line, the reason and the way to the verdict', () => {
    const { stdout } = readiness('check', '--enforce')
    expect(stdout).toContain('shop/settings.py:3')
    expect(stdout).toContain('DEBUG = True')
    expect(stdout).toMatch(/access\/debug-default/)
  })

  test('judges what is staged and what is on disk', () => {
    repository.write({ 'shop/settings.py': 'import os\n\nDEBUG = False\n' })
    const controls = (...args: string[]) =>
      JSON.parse(readiness('check', '--base', 'main', '--format', 'json', ...args).stdout).introduced.map(
        ({ control }: { control: string }) => control,
      )
    expect(controls('--staged')).toContain('access/debug-default')
    expect(controls('--worktree')).not.toContain('access/debug-default')
    repository.git('checkout', '--quiet', '--', '.')
  })

  test('reads the policy at the base, not in the pull request', () => {
    repository.git('checkout', '--quiet', '-b', 'governed', 'main')
    repository.commit('policy', { '.readiness.yml': 'version: 1\nmode: enforce\n' })
    repository.git('checkout', '--quiet', '-b', 'loosens')
    repository.commit('loosen', { '.readiness.yml': 'version: 1\nmode: observe\n', 'shop/settings.py': 'DEBUG = True\n' })
    const { exit, stdout } = readiness('check', '--base', 'governed', '--head', 'loosens', '--format', 'json')
    expect(exit).toBe(1)
    expect(JSON.parse(stdout).policy).toEqual({ source: '.readiness.yml at governed', changed: true })
    repository.git('checkout', '--quiet', 'feature')
  })

  test('falls back to the last valid policy of the base, and says so; without one it is a usage error', () => {
    repository.git('checkout', '--quiet', '-b', 'broken', 'governed')
    repository.commit('break', { '.readiness.yml': 'version: 1\nmode: enforced\n' })
    repository.git('checkout', '--quiet', '-b', 'on-broken')
    repository.commit('debug', { 'shop/settings.py': 'DEBUG = True\n' })
    const fallback = readiness('check', '--base', 'broken', '--head', 'on-broken')
    expect(fallback.exit).toBe(1)
    expect(fallback.stdout).toMatch(/last valid one judges/)
    repository.git('checkout', '--quiet', '--orphan', 'never-valid')
    repository.commit('broken from the start', { '.readiness.yml': 'version: 1\nmodes: enforce\n' })
    const { exit, stderr } = readiness('check', '--base', 'never-valid', '--head', 'never-valid')
    expect(exit).toBe(2)
    expect(stderr).toMatch(/\.readiness\.yml:2:1: .*modes.*mode/s)
    repository.git('checkout', '--quiet', '--force', 'feature')
  })

  test.each([
    [['check', '--base', 'no-such-branch'], 2, /There is no commit "no-such-branch" here/],
    [['check', '--repo', '/'], 2, /not inside a git repository/],
    [['check', '--staged', '--worktree'], 2, /Only one of/],
    [['check', '--only', 'no/such-control'], 2, /No control is named "no\/such-control"/],
    [['check', '--format', 'xml'], 2, /Allowed choices are/],
    [['chekc'], 2, /unknown command/],
  ])('%s is a mistake with a way out', (args, code, message) => {
    const { exit, stderr, stdout } = readiness(...args)
    expect(exit).toBe(code)
    expect(stderr).toMatch(message)
    expect(stdout).toBe('')
  })

  test('leaves a report in a file', () => {
    const file = join(cache, 'report.json')
    expect(readiness('check', '--format', 'json', '--output', file)).toMatchObject({ exit: 0, stdout: '' })
    expect(checkSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).schemaVersion).toBe(1)
  })
})

describe('readiness audit', () => {
  test('is the scorecard of a folder or of a commit, and fails only when asked', () => {
    const folder = readiness('audit', '.', '--format', 'json')
    expect(folder.exit).toBe(0)
    const report = auditSchema.parse(JSON.parse(folder.stdout))
    expect(report.catalogue.controls).toBe(Object.keys(catalogue).length)
    expect(report.controls.map(({ id }) => id)).toEqual(Object.keys(catalogue).toSorted())
    expect(report.findings.map(({ control }) => control)).toContain('access/debug-default')
    const commit = readiness('audit', '.', '--revision', 'main', '--format', 'json')
    expect(JSON.parse(commit.stdout).findings).toEqual([])
    expect(readiness('audit', '--fail-on', 'high').exit).toBe(1)
    expect(readiness('audit', '--fail-on', 'high', '--revision', 'main').exit).toBe(0)
  })

  test('judges only what is asked for', () => {
    const { stdout } = readiness('audit', '--only', 'deploy/*', '--format', 'json')
    expect(JSON.parse(stdout).controls.every(({ id }: { id: string }) => id.startsWith('deploy/'))).toBe(true)
  })
})

test('readiness controls lists the catalogue', () => {
  const list = JSON.parse(readiness('controls', '--format', 'json').stdout)
  expect(list.map(({ id }: { id: string }) => id)).toEqual(Object.keys(catalogue))
  expect(Object.keys(list[0])).toEqual(['id', 'title', 'dimension', 'severity', 'level', 'kind', 'since'])
})

test('readiness explain prints the page of a control, and finds the one that was meant', () => {
  expect(readiness('explain', 'deploy/image-latest-tag').stdout).toContain('`deploy/image-latest-tag`')
  expect(readiness('explain', 'deploy/image-latest').stderr).toContain('Did you mean deploy/image-latest-tag?')
})

test.each(['', 'check', 'audit', 'controls', 'explain'])('readiness %s --help is printed on standard output', (command) => {
  const { exit, stdout, stderr } = readiness(...(command ? [command] : []), '--help')
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  expect(stdout).toMatch(/^Usage: readiness/)
})
