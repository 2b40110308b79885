import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/reports/edits.ts'

const at = (line: number, column: number, endLine: number, endColumn: number) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
})

describe('applyEdits', () => {
  it('replaces, inserts and deletes, in any order', () => {
    const text = 'image: web:latest\nreplicas: 1\n'
    const edits = [
      { range: at(2, 1, 3, 1), text: '' },
      { range: at(1, 12, 1, 18), text: '1.27.3' },
      { range: at(1, 1, 1, 1), text: '# pinned\n' },
    ]
    expect(applyEdits(text, edits)).toBe('# pinned\nimage: web:1.27.3\n')
  })

  it('counts columns in UTF-16 units', () => {
    expect(applyEdits('😀x', [{ range: at(1, 3, 1, 4), text: 'y' }])).toBe('😀y')
  })

  it('writes the line ends of the file', () => {
    expect(applyEdits('a\r\nb\r\n', [{ range: at(2, 1, 2, 2), text: 'c\nd' }])).toBe('a\r\nc\r\nd\r\n')
    expect(applyEdits('a\nb\n', [{ range: at(3, 1, 3, 1), text: 'c\r\n' }])).toBe('a\nb\nc\n')
  })

  it('reaches the end of a last line without a line end, and no further', () => {
    expect(applyEdits('a', [{ range: at(1, 2, 1, 2), text: 'b' }])).toBe('ab')
    expect(() => applyEdits('a\nb', [{ range: at(1, 3, 1, 3), text: '' }])).toThrow(RangeError)
    expect(() => applyEdits('a', [{ range: at(2, 1, 2, 1), text: '' }])).toThrow(RangeError)
    expect(() => applyEdits('a', [{ range: at(1, 0, 1, 1), text: '' }])).toThrow(RangeError)
  })

  it('keeps two insertions at one place in order, and refuses edits that overlap', () => {
    expect(
      applyEdits('b', [
        { range: at(1, 1, 1, 1), text: '1' },
        { range: at(1, 1, 1, 1), text: '2' },
      ]),
    ).toBe('12b')
    expect(() =>
      applyEdits('abc', [
        { range: at(1, 1, 1, 3), text: '' },
        { range: at(1, 2, 1, 4), text: '' },
      ]),
    ).toThrow(/overlap/)
  })

  it('is the same as slicing by offsets', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 })), fc.nat(), fc.nat(), fc.string(), (lines, a, b, inserted) => {
        const clean = lines.map((line) => line.replace(/[\r\n]/g, ''))
        const text = clean.join('\n')
        const [from = 0, to = 0] = [a % (text.length + 1), b % (text.length + 1)].toSorted((x, y) => x - y)
        const place = (offset: number) => {
          const before = text.slice(0, offset).split('\n')
          return { line: before.length, column: before.at(-1)!.length + 1 }
        }
        const edit = { range: { start: place(from), end: place(to) }, text: inserted.replace(/[\r\n]/g, '') }
        expect(applyEdits(text, [edit])).toBe(text.slice(0, from) + edit.text + text.slice(to))
      }),
    )
  })
})
