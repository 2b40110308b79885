import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { similarity } from '../../src/evaluate/similarity.ts'
import { seeded } from '../support/random.ts'

/** What git says of a deleted and an added file, in percent; 0 when it sees no rename at one percent. */
function gitSimilarity(before: string, after: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'similarity-'))
  try {
    writeFileSync(join(folder, 'before'), before)
    writeFileSync(join(folder, 'after'), after)
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' })
    git('init', '--quiet')
    const tree = (path: string) =>
      execFileSync('git', ['mktree'], {
        cwd: folder,
        encoding: 'utf8',
        input: `100644 blob ${git('hash-object', '-w', path).trim()}\t${path}\n`,
      }).trim()
    const status = git('diff-tree', '-r', '-M1%', '--name-status', tree('before'), tree('after'))
    return Number(/^R(\d+)/.exec(status)?.[1] ?? 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test.each([1, 2, 3, 4, 5, 6])('measures what git measures (seed %i)', (seed) => {
  const random = seeded(seed)
  const line = () => 'x'.repeat(Math.floor(random() * 150)) + Math.floor(random() * 1e6)
  const before = Array.from({ length: 60 }, line)
  const after = before.flatMap((text) => (random() < 0.25 ? [line()] : random() < 0.1 ? [] : [text]))
  const ours = similarity(Buffer.from(before.join('\n')), Buffer.from(after.join('\n')))
  expect(Math.abs(Math.floor(ours * 100) - gitSimilarity(before.join('\n'), after.join('\n')))).toBeLessThanOrEqual(1)
})

test('is 0 for what cannot be half alike', () => {
  expect(similarity(Buffer.from('a\n'), Buffer.from('a\nbbbb\n'))).toBe(0)
  expect(similarity(Buffer.from(''), Buffer.from(''))).toBe(0)
})

test('is 1 for the same content', () => {
  expect(similarity(Buffer.from('a\nb\n'), Buffer.from('a\nb\n'))).toBe(1)
})
