import fc from 'fast-check'
import { expect, test } from 'vitest'
import { literalScan } from '../../src/model/literals.ts'

const word = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', 'A', '_') })

test('finds exactly the literals that are there, in any case', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '_', ' '), maxLength: 60 }),
      (literals, text) => {
        const scan = literalScan(literals.map((literal) => [literal, literal] as const))
        const expected = new Set(literals.filter((literal) => text.toLowerCase().includes(literal.toLowerCase())))
        expect(scan.inBytes(Buffer.from(text))).toEqual(expected)
        const hits = scan.inText(text)
        for (const literal of literals) {
          expect(hits.has(literal)).toBe(expected.has(literal))
          expect(
            hits
              .places()
              .filter(([name]) => name === literal)
              .map(([, end]) => end),
          ).toEqual(hits.ends(literal))
          expect(hits.ends(literal)).toEqual(endsOf(literal.toLowerCase(), text.toLowerCase()))
        }
      },
    ),
  )
})

function endsOf(literal: string, text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, at) => at + 1).filter((end) => text.slice(0, end).endsWith(literal))
}

test('knows one literal by several names, and bytes beyond ASCII as they are', () => {
  const scan = literalScan([
    ['prix €', 1],
    ['prix €', 2],
    ['net', 3],
  ])
  expect(scan.inBytes(Buffer.from('le PRIX € net'))).toEqual(new Set([1, 2, 3]))
})

test.each(['', 'Ä', '€'])('tells where literals end in a long text too, with %j before them', (before) => {
  const scan = literalScan([['net', 'net']])
  const text = `${before}${'-'.repeat(400)}Net${'-'.repeat(70_000)}net`
  expect(scan.inText(text).ends('net')).toEqual([before.length + 403, text.length])
  expect(scan.inText(`a net${before}`).ends('net')).toEqual([5])
})
