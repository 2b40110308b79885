import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, cutToBytes, joinBlocks } from '../../src/reports/budget.ts'

describe('cutToBytes', () => {
  it('counts bytes, not characters, and never cuts through one', () => {
    expect(cutToBytes('😀😀😀', 12)).toBe('😀😀😀')
    expect(cutToBytes('😀😀😀', 11)).toBe('😀😀…')
    expect(cutToBytes('😀😀😀', 10)).toBe('😀…')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 3, max: 90 }), (text, budget) => {
        const cut = cutToBytes(text, budget)
        expect(bytesOf(cut)).toBeLessThanOrEqual(budget)
        expect(cut.isWellFormed()).toBe(true)
        expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true)
      }),
    )
  })
})

const more = (left: number) => `and ${left} more`
const rows = (count: number, row = 'row 😀😀') => Array.from({ length: count }, (_, index) => `${row} ${index}`)

describe('joinBlocks', () => {
  it('leaves everything where there is room', () => {
    expect(
      joinBlocks(
        [
          { head: 'A', rows: ['1', '2'], more },
          { head: 'B', rows: [], more, tail: 'end' },
        ],
        1000,
      ),
    ).toBe('A\n1\n2\n\nB\nend')
  })

  it('gives room to the first block, and keeps the frame of the later ones', () => {
    const text = joinBlocks(
      [
        { head: 'A', rows: rows(100), more },
        { head: 'B', rows: rows(100), more, tail: 'end' },
      ],
      200,
    )
    expect(text).toMatch(/^A\n(row 😀😀 \d+\n)+and \d+ more\n\nB\nand 100 more\nend$/)
  })

  it('cuts at whole rows, says how many are left out, and stays within any budget', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }), fc.integer({ min: 200, max: 4000 }), (counts, budget) => {
        const text = joinBlocks(
          counts.map((count, index) => ({ head: `head ${index}`, rows: rows(count), more })),
          budget,
        )
        expect(bytesOf(text)).toBeLessThanOrEqual(budget)
        const blocks = text.split('\n\n')
        expect(blocks).toHaveLength(counts.length)
        blocks.forEach((block, index) => {
          const shown = block.match(/^row 😀😀 \d+$/gm)?.length ?? 0
          const left = Number(/^and (\d+) more$/m.exec(block)?.[1] ?? 0)
          expect(shown + left).toBe(counts[index])
        })
      }),
    )
  })

  it('shows no more rows than a block wants', () => {
    expect(joinBlocks([{ head: 'A', rows: rows(1000, 'r'), most: 2, more }], 60_000)).toBe('A\nr 0\nr 1\nand 998 more')
  })
})
