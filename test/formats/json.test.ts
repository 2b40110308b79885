import { describe, expect, test } from 'vitest'
import { jsonDocument } from '#formats/json'
import { at, rangeOf, scalar, text } from '#formats/yaml'
import { Unparsable } from '#model/unparsable'

describe('JSON', () => {
  test('has places, and may have comments and trailing commas', () => {
    const source = '{\n\t// why // "x"\n\t"a": "http://x/*y*/", /* two\n lines */ "b": [1, true, null,],\n}\n'
    const node = jsonDocument({ path: 'tsconfig.json', text: source })
    expect(text(at(node, 'a'))).toBe('http://x/*y*/')
    expect(rangeOf(at(node, 'b', 1)!)).toEqual({ start: { line: 4, column: 20 }, end: { line: 4, column: 24 } })
    expect(scalar(at(node, 'b', 2))?.value).toBeNull()
    expect(jsonDocument({ path: 'a.json', text: '\n' })).toBeUndefined()
  })

  test.each([
    '{"a": ',
    '['.repeat(10_000),
    '{"a" "b"}',
    `/*${'*'.repeat(1_000_000)}`,
    `"${'\\'.repeat(999_999)}`,
    `"${'/* \\"'.repeat(300_000)}`,
    '/*'.repeat(1_000_000),
  ])('refuses %#', (source) => {
    expect(() => jsonDocument({ path: 'a.json', text: source })).toThrow(Unparsable)
  })
})
