import { describe, expect, test } from 'vitest'
import { markdown } from '../../src/formats/markdown.ts'

const read = (...lines: readonly string[]) => markdown({ path: 'README.md', text: lines.join('\n') })
const headings = (...lines: readonly string[]) => read(...lines).headings.map(({ level, text, line }) => [level, text, line])

describe('headings', () => {
  test('of both styles', () => {
    expect(headings('# One #', '', 'Two', '===', 'Three', '---', '   ###### Six', '##')).toEqual([
      [1, 'One', 1],
      [1, 'Two', 3],
      [2, 'Three', 5],
      [6, 'Six', 7],
      [2, '', 8],
    ])
  })

  test('and what only looks like one', () => {
    const rest = ['#five', '####### seven', '    # code', '- item', '---', '> quote', '---', '', '---', '| a |', '---']
    expect(headings('---', 'title: front matter', '---', ...rest)).toEqual([])
    expect(headings('```', '# code', '```', '<!--', '# hidden', '-->', '<!-- # hidden -->', '# Seen')).toEqual([[1, 'Seen', 8]])
  })

  test('say where their text stands', () => {
    expect(read('', '##  Two words  ##').headings[0]!.range).toEqual({ start: { line: 2, column: 5 }, end: { line: 2, column: 14 } })
  })
})

describe('fences', () => {
  test('with language, offsets and text', () => {
    const text = 'a\r\n```YAML title="x"\r\nk: v\r\n```\r\n~~~ {.sh}\r\n```\r\n~~~\r\n````\r\n```\r\n`````\r\nopen\r\n- ```env\r\n  A=1'
    const { fences } = markdown({ path: 'a.md', text })
    expect(fences.map(({ language, line }) => [language, line])).toEqual([
      ['yaml', 2],
      ['sh', 5],
      ['', 8],
      ['env', 12],
    ])
    expect(fences.map(({ text }) => text)).toEqual(['k: v\r\n', '```\r\n', '```\r\n', '  A=1'])
    expect(fences.every(({ start, end, text: inner }) => text.slice(start, end) === inner)).toBe(true)
  })

  test('code in a line of text opens none', () => {
    expect(read('``` not a fence ```', '# Heading').headings).toHaveLength(1)
  })
})

describe('links', () => {
  test('of all kinds, with the place of their target', () => {
    const { links } = read('See [the *docs*](docs/a.md "Title") and ![x](img_(1).png), <https://a.b/c>', '', '[ref]: ./b.md')
    expect(links.map(({ text, target }) => [text, target])).toEqual([
      ['the *docs*', 'docs/a.md'],
      ['x', 'img_(1).png'],
      ['https://a.b/c', 'https://a.b/c'],
      ['ref', './b.md'],
    ])
    expect(links[0]!.range).toEqual({ start: { line: 1, column: 18 }, end: { line: 1, column: 27 } })
  })

  test('but not in code', () => {
    expect(read('`[a](b)` ``[`c`](d)``', '```', '[e](f)', '```').links).toEqual([])
  })
})

describe('tables', () => {
  test('with cells that hold bars', () => {
    const { tables } = read('text', '| name | what \\| why |', '|:--|--:|', '| `a|b` | c |', '| d |', '', '| no | table |')
    expect(
      tables.map(({ line, header, rows }) => [line, header.map(({ text }) => text), rows.map((row) => row.map(({ text }) => text))]),
    ).toEqual([[2, ['name', 'what \\| why'], [['`a|b`', 'c'], ['d']]]])
    expect(tables[0]!.rows[0]![1]!.range).toEqual({ start: { line: 4, column: 11 }, end: { line: 4, column: 12 } })
  })
})
