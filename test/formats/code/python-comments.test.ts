import { beforeAll, describe, expect, it } from 'vitest'
import { loadGrammar } from '../../../src/formats/code/grammars.ts'
import { parsePython } from '../../../src/formats/code/python-comments.ts'
import { parseSyntax } from '../../../src/formats/code/read-tree.ts'

beforeAll(() => loadGrammar('python'))

const remark = (indent: string) => Array.from({ length: 60 }, (_, index) => `${indent}# ${index}: the rate of "é" isn't known`)

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  'between statements': ['RATE = 1', ...remark(''), 'LIMIT = 2', ...remark('')],
  'in a function, with blank lines between them': [
    'def pay(order):',
    '    total = 0',
    ...remark('    ').flatMap((line) => [line, '']),
    '    return total',
  ],
  'of another indentation': [
    'class Desk:',
    ...remark(''),
    '    opened = True',
    ...remark('        '),
    '    closed = False',
    'DESK = Desk()',
  ],
  'in a list': ['RATES = [', '    1,', ...remark('    '), '    2,', ']'],
  'in a string': ['MANUAL = """', ...remark(''), '"""', ...remark(''), 'RATE = 1'],
  'in a string that ends in such a line': [...remark(''), "HELP = '''", ...remark(''), "# '''", 'RATE = 1'],
  'in a string that ends where another begins': ['MANUAL = """', ...remark(''), '# """, """', ...remark(''), '# """', 'RATE = 1'],
  'beside a mistake': ['def pay(:', ...remark(''), 'RATE = 1'],
  'at the end': ['RATE = 1', ...remark('')],
}

describe('parsePython', () => {
  describe.each(['\n', '\r\n'])('with lines that end in %j', (ending) => {
    it.each(Object.entries(SOURCES))('finds the same as without blanking: %s', (_, lines) => {
      const source = lines.join(ending)
      expect(parsePython(source)).toEqual(parseSyntax('python', source))
    })
  })

  it('does not show the parser thousands of lines because they begin in a string', () => {
    const source = `MANUAL = """\n${'# for the manual\n'.repeat(50)}# """\n${'# not yet\n'.repeat(10_000)}`
    expect(() => parsePython(source)).toThrow('begin with #')
  })

  it('ends for a megabyte of comments', () => {
    const source = `RATE = 1\n${'# not yet\n'.repeat(100_000)}LIMIT = 2\n`
    const { root, comments } = parsePython(source)
    expect([root.children.length, comments.length]).toEqual([2, 100_000])
  })
})
