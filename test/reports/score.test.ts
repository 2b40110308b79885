import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bar, formatChange, formatPoints, formatScore, formatScores } from '../../src/reports/score.ts'

const score = fc.double({ min: 0, max: 100, noNaN: true })

it('shows one decimal, and a dash where nothing is rated', () => {
  expect([78.44, 78.35, 0, 100, undefined].map(formatScore)).toEqual(['78.4', '78.4', '0.0', '100.0', '–'])
})

it('shows a change under a tenth as such, not as nothing', () => {
  const pairs = [
    [50, 50],
    [50, 50.02],
    [50.02, 50],
    [50, 54.3],
    [54.3, 50],
    [undefined, 50],
  ]
  expect(pairs.map(([base, head]) => formatChange({ base, head }))).toEqual(['±0', '+<0.1', '−<0.1', '+4.3', '−4.3', '–'])
})

it('never shows a real change as zero, and agrees with the scores beside it', () => {
  fc.assert(
    fc.property(score, score, (base, head) => {
      fc.pre(Math.abs(head - base) > 1e-9)
      const shown = formatChange({ base, head })
      expect(shown).toMatch(/^[+−](<0\.1|[1-9]\d*\.\d|0\.[1-9])$/)
      if (shown.includes('<')) expect(formatScore(base)).toBe(formatScore(head))
      else expect(Number(formatScore(base)) + Number(shown.replace('−', '-'))).toBeCloseTo(Number(formatScore(head)), 9)
    }),
  )
})

it('shows both ends, once where they read the same', () => {
  expect(formatScores({ base: 78.4, head: 74.1 })).toBe('78.4 → 74.1 (−4.3)')
  expect(formatScores({ base: 78.4, head: 78.4 })).toBe('78.4 (±0)')
  expect(formatScores({ base: undefined, head: 50 })).toBe('– → 50.0')
  expect(formatScores({})).toBe('')
})

it('shows points with their sign', () => {
  expect([0.1, -3, 0].map(formatPoints)).toEqual(['+0.1', '−3.0', '±0'])
})

it('draws a bar that never flatters', () => {
  expect([undefined, 0, 0.4, 50, 99.9, 100].map(bar)).toEqual(['', '░░░░░░░░░░', '█░░░░░░░░░', '█████░░░░░', '█████████░', '██████████'])
})
