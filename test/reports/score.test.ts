import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bar, formatChange, formatScore, formatScores } from '../../src/reports/score.ts'

it('shows one decimal, and a dash where nothing is rated', () => {
  expect([78.44, 0, 100, 99.97, undefined].map(formatScore)).toEqual(['78.4', '0.0', '100.0', '99.9', '–'])
})

it('shows a change under a tenth as such, not as nothing', () => {
  expect([0, 1.24, -4.3, 0.02, -0.02, 0.07, -1e-12, undefined].map(formatChange)).toEqual([
    '±0',
    '+1.2',
    '−4.3',
    '+<0.1',
    '−<0.1',
    '+0.1',
    '±0',
    '–',
  ])
})

it('never shows a real change as zero', () => {
  fc.assert(
    fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (change) => {
      fc.pre(Math.abs(change) > 1e-9)
      expect(formatChange(change)).toMatch(/^[+−](<0\.1|[1-9]\d*\.\d|0\.[1-9])$/)
    }),
  )
})

it('shows both ends, once where they read the same', () => {
  expect(formatScores({ base: 78.4, head: 74.1, change: -4.3 })).toBe('78.4 → 74.1 (−4.3)')
  expect(formatScores({ base: 78.4, head: 78.4, change: 0 })).toBe('78.4 (±0)')
  expect(formatScores({ base: undefined, head: 50, change: undefined })).toBe('– → 50.0')
  expect(formatScores({})).toBe('')
})

it('draws a bar that never flatters', () => {
  expect([undefined, 0, 0.4, 50, 99.9, 100].map(bar)).toEqual(['', '░░░░░░░░░░', '█░░░░░░░░░', '█████░░░░░', '█████████░', '██████████'])
})
