import { expect, test } from 'vitest'
import { pieces } from '../../src/evaluate/pieces.ts'

test('cuts at line ends and says how many lines came before', () => {
  const line = `${'x'.repeat(99)}\n`
  const parts = [...pieces(Buffer.from(line.repeat(25_000)))]
  expect(parts.map(({ text }) => text.length)).toEqual([1_000_000, 1_000_000, 500_000])
  expect(parts.map(({ linesBefore }) => linesBefore)).toEqual([0, 10_000, 20_000])
  expect(parts.every(({ columnsBefore }) => columnsBefore === 0)).toBe(true)
})

test('lets the pieces of one long line overlap, and says where they stand in it', () => {
  const text = `first\n${'abcdefgh'.repeat(300_000)}\nlast\n`
  const parts = [...pieces(Buffer.from(text))]
  expect(parts[0]).toEqual({ text: 'first\n', linesBefore: 0, columnsBefore: 0 })
  for (const { text: part, columnsBefore } of parts.slice(1, -1)) {
    expect(part.startsWith('abcdefgh'.slice(columnsBefore % 8))).toBe(true)
  }
  expect(parts.at(-1)!.text.endsWith('\nlast\n')).toBe(true)
  expect(parts.at(-1)!.linesBefore).toBe(1)
})
