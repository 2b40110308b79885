import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Finding } from '#model/finding'
import { applyFixes, reportFixes } from '../src/cli/fix.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fix-'))
  mkdirSync(join(root, 'repository'))
})
afterEach(() => rmSync(root, { recursive: true }))

const TEXT = 'DEBUG=true\n'
const range = { start: { line: 1, column: 7 }, end: { line: 1, column: 11 } }

function finding(path: string): Finding {
  const fix = { title: 'Switch it off', edits: [{ range, text: 'false' }] }
  return {
    control: 'access/debug-default',
    subject: 'DEBUG',
    scope: 'file',
    severity: 'high',
    rating: 'black',
    message: 'on',
    location: { path, range },
    fix,
    ordinal: 1,
  }
}

const apply = (path: string) => applyFixes(join(root, 'repository'), [finding(path)], () => TEXT)

test('a file that is on disk as it was judged is mended', () => {
  writeFileSync(join(root, 'repository', 'a: b.env'), TEXT)
  expect(apply('a: b.env')).toEqual({ applied: 1, left: [] })
  expect(readFileSync(join(root, 'repository', 'a: b.env'), 'utf8')).toBe('DEBUG=false\n')
})

test('a file that was edited since is left alone', () => {
  writeFileSync(join(root, 'repository', 'a.env'), `${TEXT}#`)
  expect(apply('a.env')).toMatchObject({ applied: 0, left: [expect.stringContaining('not on disk as it was judged')] })
})

test('nothing outside of the folder is written, whatever a tree or a link says', () => {
  writeFileSync(join(root, 'outside.env'), TEXT)
  mkdirSync(join(root, 'elsewhere'))
  writeFileSync(join(root, 'elsewhere', 'a.env'), TEXT)
  symlinkSync('../elsewhere', join(root, 'repository', 'folder'))
  symlinkSync('../outside.env', join(root, 'repository', 'link.env'))
  for (const path of ['../outside.env', 'x/../../outside.env', 'folder/a.env', 'link.env', 'absent.env'])
    expect(apply(path).applied).toBe(0)
  expect(readFileSync(join(root, 'outside.env'), 'utf8')).toBe(TEXT)
  expect(readFileSync(join(root, 'elsewhere', 'a.env'), 'utf8')).toBe(TEXT)
})

test('a name cannot drive the terminal that it is told to', () => {
  const written: string[] = []
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  reportFixes({ applied: 0, left: ['\u001b]0;owned\u0007.env: why'] })
  spy.mockRestore()
  for (const control of ['\u001b', '\u0007']) expect(written.join('')).not.toContain(control)
})
