import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitRepository, type TestRepository } from '../support/git.ts'

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname

let repository: TestRepository
let scratch: string
beforeEach(() => {
  repository = gitRepository()
  scratch = mkdtempSync(join(tmpdir(), 'readiness-questions-'))
  repository.commit('start', { Dockerfile: 'FROM node:24.1.0\n', '.readiness.yml': 'version: 1\n', '.github/CODEOWNERS': '* @acme/ops\n' })
})
afterEach(() => {
  repository.dispose()
  rmSync(scratch, { recursive: true, force: true })
})

/** The git commands that a check starts, as git itself tells. */
function questions(...args: string[]): readonly string[] {
  const trace = join(scratch, 'trace')
  rmSync(trace, { force: true })
  const env = { ...process.env, GIT_TRACE2_EVENT: trace }
  const options = ['check', '--cache', join(scratch, 'cache'), '--output', join(scratch, 'report')]
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...options, ...args], { cwd: repository.folder, encoding: 'utf8', env })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const events = readFileSync(trace, 'utf8').trim().split('\n')
  return events.map((event) => JSON.parse(event)).flatMap(({ event, name }) => (event === 'cmd_name' ? name : []))
}

const edit = (text: string) => {
  repository.write({ Dockerfile: text })
  repository.git('add', '--all')
}

test('a staged change is four questions to git, and its new files are one more', () => {
  edit('FROM node:24.2.0\n')
  expect(questions('--staged', '--base', 'main')).toEqual([
    'rev-parse',
    'write-tree',
    'cat-file',
    'ls-tree',
    'cat-file',
    'diff-tree',
    'cat-file',
  ])
  expect(questions('--staged', '--base', 'main').toSorted()).toEqual(['cat-file', 'diff-tree', 'rev-parse', 'write-tree'])
  edit('FROM node:24.3.0\n')
  expect(questions('--staged', '--base', 'main')).toEqual(['rev-parse', 'write-tree', 'cat-file', 'diff-tree', 'cat-file'])
})

test('a base that nobody names is two more', () => {
  edit('FROM node:24.2.0\n')
  questions('--staged')
  expect(questions('--staged')).toEqual(['rev-parse', 'config', 'cat-file', 'write-tree', 'cat-file', 'diff-tree'])
})

test('a branch is asked for where it left the base, and for that commit only when it is neither side', () => {
  repository.git('checkout', '--quiet', '-b', 'feature')
  repository.commit('feature', { Dockerfile: 'FROM node:24.2.0\n' })
  questions('--base', 'main')
  expect(questions('--base', 'main')).toEqual(['rev-parse', 'merge-base', 'cat-file', 'diff-tree'])
  repository.git('checkout', '--quiet', 'main')
  repository.commit('main moves on', { 'README.md': '# Shop\n' })
  expect(questions('--base', 'main', '--head', 'feature')).toEqual(['rev-parse', 'merge-base', 'rev-parse', 'cat-file', 'diff-tree'])
})

test('a revision that git refuses to look up is an unknown one, and the repository is found all the same', () => {
  mkdirSync(join(repository.folder, 'deep'))
  const options = ['check', '--repo', 'deep', '--base', 'main@{upstream}', '--no-cache']
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...options], { cwd: repository.folder, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('There is no commit "main@{upstream}" here') })
})
