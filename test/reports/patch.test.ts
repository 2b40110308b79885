import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '#model/finding'
import { planFixes } from '../../src/reports/fixes.ts'
import { patchesFor, unifiedDiff } from '../../src/reports/patch.ts'
import { readableFiles } from '../../src/reports/readable.ts'
import { secretLines } from '../../src/reports/secret-lines.ts'
import { assessmentOf, evaluationOf } from './assessments.ts'
import { finding } from './findings.ts'
import { contents, FILES, SECRET_VALUE, STORY } from './story.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'readiness-patch-'))
  execFileSync('git', ['init', '-q', folder])
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What git makes of the file. */
function applied(path: string, before: string, patch: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), before)
  execFileSync('git', ['-C', folder, 'apply', '--unsafe-paths', '--whitespace=nowarn', '-'], { input: patch })
  return readFileSync(join(folder, path), 'utf8')
}

describe('a patch', () => {
  it('is taken by git apply, whatever changes', () => {
    const line = fc.constantFrom('a', 'b', 'c', '', 'same', '- x', '+ y', '\\ No newline', '@@ -1 +1 @@')
    const text = fc.tuple(fc.array(line, { maxLength: 30 }), fc.boolean()).map(([lines, end]) => lines.join('\n') + (end ? '\n' : ''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== '' && after !== '')
        const patch = unifiedDiff('some dir/file.txt', before, after)
        if (before === after) expect(patch).toBe('')
        else expect(applied('some dir/file.txt', before, patch)).toBe(after)
      }),
      { numRuns: 60 },
    )
  })

  it.each(['we"ird.txt', 'tab\there.txt', 'ümläut.txt', "it's.txt", 'a b.txt'])('names the path %j as git reads it', (path) => {
    expect(applied(path, 'a\n', unifiedDiff(path, 'a\n', 'b\n'))).toBe('b\n')
  })
})

describe('fixes as patches', () => {
  const { head, delta } = assessmentOf(STORY)
  const open = readableFiles(contents, secretLines(head))
  const news = [...delta.introduced, ...delta.worsened.map((one) => one.finding)]

  it('are one patch for each file, without the one that would show a secret', () => {
    const patches = patchesFor(news, open)
    expect(patches.map(({ path }) => path)).toEqual(['app/settings.py', 'deploy/web.yaml'])
    expect(patches.map(({ text }) => text).join('')).toMatchSnapshot()
    expect(patches.map(({ text }) => text).join('')).not.toContain(SECRET_VALUE)
  })

  it('do what they say', () => {
    const patch = patchesFor(news, open).find(({ path }) => path === 'app/settings.py')!
    expect(applied('app/settings.py', FILES['app/settings.py']!, patch.text)).toContain('os.getenv("DEBUG", "false")')
  })

  it('leave out secrets that are only context', () => {
    const near = secretLines(evaluationOf([{ control: 'secrets/example-file-secrets', path: 'app/settings.py', line: 1 }]))
    expect(patchesFor(news, readableFiles(contents, near)).map(({ path }) => path)).not.toContain('app/settings.py')
  })

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['hidden characters', (text: string) => text.replace('containers:', 'containers: # \u202E')],
    ['endless lines', (text: string) => text.replace('containers:', `containers: # ${'x'.repeat(3000)}`)],
    ['a text that is not the one that was judged', () => 'short\n'],
  ])('leave out files with %s', (_, change) => {
    const others = readableFiles((path) => change(FILES[path]!), secretLines(evaluationOf([])))
    expect(
      patchesFor(
        news.filter(({ location }) => location?.path === 'deploy/web.yaml'),
        others,
      ),
    ).toEqual([])
  })
})

describe('planFixes', () => {
  const at = (line: number, column: number, endColumn: number) => ({ start: { line, column }, end: { line, column: endColumn } })
  const fixing = (subject: string, ...edits: { range: ReturnType<typeof at>; text: string }[]): Finding =>
    finding({ subject, fix: { title: 'mend', edits } })

  it('takes what does not collide, and keeps the rest for another round', () => {
    const one = fixing('one', { range: at(1, 5, 9), text: 'x' })
    const two = fixing('two', { range: at(1, 7, 12), text: 'y' }, { range: at(3, 1, 2), text: 'z' })
    const three = fixing('three', { range: at(1, 9, 12), text: 'w' })
    const plan = planFixes([one, two, three])
    expect(plan.applied).toEqual([one, three])
    expect(plan.skipped).toEqual([two])
    expect(plan.edits.get('deploy/web.yaml')).toHaveLength(2)
  })

  it('takes the same edit once, and leaves waived findings alone', () => {
    const one = fixing('one', { range: at(1, 5, 9), text: 'x' })
    const plan = planFixes([one, { ...one, subject: 'again' }, { ...one, subject: 'fine', waived: { reason: 'r', by: 'policy' } }])
    expect(plan.applied).toHaveLength(2)
    expect([...plan.edits.values()].flat()).toHaveLength(1)
  })

  it('does not guess which of two insertions goes first', () => {
    const plan = planFixes([fixing('one', { range: at(2, 1, 1), text: 'a\n' }), fixing('two', { range: at(2, 1, 1), text: 'b\n' })])
    expect(plan.skipped).toHaveLength(1)
  })
})
