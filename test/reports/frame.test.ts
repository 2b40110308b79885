import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Range } from '#model/location'
import { renderFrame } from '../../src/reports/frame.ts'
import { readableFiles } from '../../src/reports/readable.ts'
import { secretLines } from '../../src/reports/secret-lines.ts'
import { evaluationOf, type Seen } from './assessments.ts'
import { onLine } from './findings.ts'

const SECRET: Seen = { control: 'secrets/example-file-secrets', subject: 'KEY', path: 'f', rating: 'black' }

function frame(text: string, range: Range, secrets: readonly Seen[] = []): string | undefined {
  return renderFrame({ range }, readableFiles(() => text, secretLines(evaluationOf(secrets)))('f')!)
}

const between = (line: number, column: number, endLine: number, endColumn: number) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
})

describe('a frame', () => {
  it('marks exactly the range', () => {
    expect(frame('one\ntwo three\nfour\n', onLine(2, 5, 10))).toBe('  1 | one\n> 2 | two three\n    |     ^^^^^\n  3 | four')
  })

  it('reads CRLF and lone CR as line ends', () => {
    expect(frame('one\r\ntwo\rthree', onLine(3, 1, 6))).toBe('  1 | one\n  2 | two\n> 3 | three\n    | ^^^^^')
  })

  it('marks several lines, and of a long range the first', () => {
    expect(frame('a\nbcd\nef\n', between(2, 2, 3, 2))).toBe('  1 | a\n> 2 | bcd\n    |  ^^\n> 3 | ef\n    | ^')
    expect(frame('a\n'.repeat(50), between(2, 1, 40, 2))!.match(/^>/gm)).toHaveLength(1)
  })

  it('keeps the mark in sight on a line without end', () => {
    const shown = frame(`${'x'.repeat(1_000_000)}NEEDLE${'y'.repeat(1_000_000)}`, onLine(1, 1_000_001, 1_000_007))!
    const [code, marks] = shown.split('\n') as [string, string]
    expect(code.length).toBeLessThan(140)
    expect(code.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('NEEDLE')
  })

  it('is absent without a range, and past the end of the file', () => {
    expect(renderFrame({}, readableFiles(() => 'a', secretLines(evaluationOf([])))('f')!)).toBeUndefined()
    expect(frame('a\n', onLine(9))).toBeUndefined()
  })

  it('survives any text and any range', () => {
    const position = fc.record({ line: fc.integer({ min: 1, max: 12 }), column: fc.integer({ min: 1, max: 300 }) })
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), position, position, (text, start, end) => {
        const shown = frame(text, { start, end: end.line < start.line ? start : end }) ?? ''
        expect(shown).not.toMatch(/[[\p{Cc}\u202E]--[\n\t]]/v)
      }),
    )
  })
})

describe('secrets', () => {
  it('are hidden from where they start to the end of the line', () => {
    expect(frame('KEY=abcdef # note\nB=1\n', onLine(2, 1, 4), [{ ...SECRET, range: onLine(1, 5, 11) }])).toBe(
      '  1 | KEY=•••••\n> 2 | B=1\n    | ^^^',
    )
  })

  it('are hidden on every line of their range, and in the body of a private key', () => {
    const body = ['-----BEGIN', 'RSA PRIVATE KEY-----\nMIIabc\ndef\n-----END', 'RSA PRIVATE KEY-----\nend\n'].join(' ')
    expect(frame(body, onLine(5, 1, 4), [{ ...SECRET, range: onLine(1, 1, 8) }])).toBe(
      '  3 | •••••\n  4 | -----END RSA PRIVATE KEY-----\n> 5 | end\n    | ^^^',
    )
    expect(frame('a\nb\nc\n', onLine(3, 1, 2), [{ ...SECRET, range: between(1, 1, 2, 2) }])).toBe(
      '  1 | •••••\n  2 | •••••\n> 3 | c\n    | ^',
    )
  })

  it('hide the whole file where the finding is about the whole file', () => {
    expect(frame('a=1\nb=2\n', onLine(2, 1, 2), [SECRET])).toBe('  1 | •••••\n> 2 | •••••\n    | ^')
  })

  it('are hidden when another check digested the value', () => {
    const digested: Seen = { control: 'access/debug-default', subject: 'x', path: 'f', secretDigest: 'd', range: onLine(1, 3, 9) }
    expect(frame('k=secret\n', onLine(1, 1, 2), [digested])).toBe('> 1 | k=•••••\n    | ^')
  })
})
