import { describe, expect, test } from 'vitest'
import { dotenv } from '../../src/formats/dotenv.ts'

function read(text: string): Record<string, string> {
  const pairs = dotenv({ path: '.env.example', text })
  for (const { name, value, nameStart, start, end } of pairs) {
    expect(text.slice(nameStart, nameStart + name.length)).toBe(name)
    expect(text.slice(start, end)).toBe(value)
  }
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]))
}

describe('dotenv', () => {
  test('values, quotes, comments and export', () => {
    expect(
      read(
        [
          '# A comment: with = signs',
          'PLAIN=one # behind it a comment',
          'HASH=one#two',
          'export EXPORTED=yes',
          '  SPACED = out  ',
          `DOUBLE="one # two" # three`,
          `SINGLE='it is "quoted"'`,
          'BACKTICK=`both "and" \'`',
          String.raw`ESCAPED="say \"hi\" now"`,
          'EMPTY=',
          'QUOTED_EMPTY=""',
          'ONLY_COMMENT= # nothing',
          'YAML_STYLE: works',
          'not a variable',
        ].join('\n'),
      ),
    ).toEqual({
      PLAIN: 'one',
      HASH: 'one#two',
      EXPORTED: 'yes',
      SPACED: 'out',
      DOUBLE: 'one # two',
      SINGLE: 'it is "quoted"',
      BACKTICK: `both "and" '`,
      ESCAPED: String.raw`say \"hi\" now`,
      EMPTY: '',
      QUOTED_EMPTY: '',
      ONLY_COMMENT: '',
      YAML_STYLE: 'works',
    })
  })

  test('values over several lines, also with CRLF', () => {
    const text = 'KEY="-----BEGIN\r\nbody=\r\n-----END"\r\nNEXT=1\r\n'
    expect(read(text)).toEqual({ KEY: '-----BEGIN\r\nbody=\r\n-----END', NEXT: '1' })
  })

  test('a quote that nobody closes ends with its line', () => {
    expect(read('OPEN="never closed\nNEXT=\'neither\nLAST="closed"')).toEqual({ OPEN: '"never closed', NEXT: "'neither", LAST: 'closed' })
  })

  test('variables that are commented out are told apart from sentences', () => {
    const pairs = dotenv({ path: '.env.example', text: '# OPTIONAL=1\n#ALSO=2\n# see DOCS = there\n# Note: a sentence\n' })
    expect(pairs.map(({ name, commented }) => [name, commented])).toEqual([
      ['OPTIONAL', true],
      ['ALSO', true],
    ])
  })
})
