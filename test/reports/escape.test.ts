import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code, codeCell, fenced, link, plainLine, plainText, prose } from '../../src/reports/escape.ts'
import { gfmToHtml, textOf } from './gfm.ts'
import { HOSTILE, hostileText } from './hostile.ts'

/** Markdown collapses runs of spaces and trims; readers do too. */
const squeeze = (text: string) => text.replaceAll('\u200B', '').replace(/\s+/g, ' ').trim()

describe('prose', () => {
  it('comes out of a Markdown renderer as the text that it was, and nothing else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = gfmToHtml(`- before ${prose(text)} after`)
        expect(html.match(/<(?!\/?(ul|li)>)/g) ?? []).toEqual([])
        expect(squeeze(textOf(html))).toBe(squeeze(`before ${plainLine(text)} after`))
      }),
    )
  })

  it('is harmless at the start of a line too', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = gfmToHtml(`- ${prose(text)}`)
        expect(html.match(/<(?!\/?(ul|li)>)/g) ?? []).toEqual([])
      }),
    )
  })

  it('leaves nothing that GitHub would link after rendering', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const seen = prose(text)
        expect(seen).not.toMatch(/@\w/)
        expect(seen).not.toMatch(/#\d/)
        expect(seen).not.toMatch(/[A-Z]-\d/)
        expect(seen).not.toMatch(/(^|[^\\])</)
      }),
    )
  })

  it('reads as it was written where nothing is dangerous', () => {
    expect(prose('The metric `x_total` has no alert; add one (see docs).')).toBe(
      'The metric \\`x\\_total\\` has no alert; add one (see docs).',
    )
  })
})

describe('code', () => {
  it('is one code span with exactly the text in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        fc.pre(plainLine(text).trim() !== '')
        const html = gfmToHtml(`before ${code(text)} after`)
        expect(html).toMatch(/^<p>before <code>[\s\S]*<\/code> after<\/p>$/)
        expect(html.match(/<code>/g)).toHaveLength(1)
        expect(squeeze(textOf(html))).toBe(squeeze(`before ${plainLine(text, 300)} after`))
      }),
    )
  })

  it('is one cell of a table', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (first, second) => {
        fc.pre(plainLine(first).trim() !== '' && plainLine(second).trim() !== '')
        const html = gfmToHtml(`| a | b | c |\n|---|---|---|\n| ${codeCell(first)} | ${codeCell(second)} | ${prose(first)} |`)
        expect(html.match(/<td>/g)).toHaveLength(3)
        expect(html.match(/<code>/g)).toHaveLength(2)
        const cells = [...html.matchAll(/<td>([\s\S]*?)<\/td>/g)].map(([, cell = '']) => squeeze(textOf(cell)))
        expect(cells).toEqual([plainLine(first, 200), plainLine(second, 200), plainLine(first)].map(squeeze))
      }),
    )
  })

  it('says so when there is nothing', () => {
    expect(code('  ')).toBe('*empty*')
  })
})

describe('fenced', () => {
  it('cannot be closed from inside', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = gfmToHtml(fenced(plainText(text), 'diff'))
        expect(html).toMatch(/^<pre><code class="language-diff">[\s\S]*<\/code><\/pre>\n?$/)
        expect(html.match(/<pre>/g)).toHaveLength(1)
      }),
    )
  })
})

describe('link', () => {
  it('cannot be broken by its address', () => {
    expect(gfmToHtml(link('here', 'https://x.example/a b(c)|`"<d>'))).toBe(
      '<p><a href="https://x.example/a%20b%28c%29%7C%60%22%3Cd%3E">here</a></p>',
    )
  })
})

describe('plain text', () => {
  const CONTROL = /[[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B]--[\n\t]]/v

  it('holds no control sequence, and a line is one line', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(plainLine(text)).not.toMatch(CONTROL)
        expect(plainLine(text)).not.toMatch(/[\n\t]/)
        expect(plainText(text)).not.toMatch(CONTROL)
        expect(plainText(text).isWellFormed()).toBe(true)
      }),
    )
  })

  it('keeps columns: one unit for one unit', () => {
    expect(plainLine('a\u001Bb\u{E0041}c')).toBe('a\uFFFDb\uFFFD\uFFFDc')
  })

  it('is cut between characters, with an ellipsis', () => {
    expect(plainLine('abcdef', 4)).toBe('abc…')
    expect(plainLine('ab😀😀', 4)).toBe('ab…')
    expect(plainLine('abcd', 4)).toBe('abcd')
    fc.assert(fc.property(hostileText, fc.integer({ min: 1, max: 40 }), (text, max) => plainLine(text, max).length <= max))
  })

  it('shows every hostile string of the list without harm', () => {
    expect(
      HOSTILE.map((text) => ({ prose: prose(text), code: code(text), cell: codeCell(text), plain: plainLine(text) })),
    ).toMatchSnapshot()
  })
})
