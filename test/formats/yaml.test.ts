import { describe, expect, test } from 'vitest'
import { at, embeddedDocuments, entries, entry, items, rangeOf, scalar, text, walk, type YamlNode, yamlDocuments } from '#formats/yaml'
import { yaml } from '#model/example'
import { Unparsable } from '#model/unparsable'

function parse(source: string, path = 'config/app.yaml'): YamlNode {
  return yamlDocuments({ path, text: source })[0]!
}

/** The characters of the file that a node covers. */
function covered(node: YamlNode | undefined): string | undefined {
  return node?.file.text.slice(node.start, node.end)
}

describe('a YAML tree', () => {
  test('keeps documents apart and every value where it stands', () => {
    const [first, second] = yamlDocuments({ path: 'a.yml', text: '# c\nname: "web"\n---\n- one\n- two\n' })
    expect(rangeOf(at(first, 'name')!)).toEqual({ start: { line: 2, column: 8 }, end: { line: 2, column: 11 } })
    expect(items(second).map(text)).toEqual(['one', 'two'])
    expect(rangeOf(items(second)[1]!).start).toEqual({ line: 5, column: 3 })
  })

  test('counts lines that end with CRLF', () => {
    const node = parse('a: 1\r\nb:\r\n  - x\r\n  - "yé😀z"\r\n')
    expect(rangeOf(at(node, 'b', 1)!)).toEqual({ start: { line: 4, column: 6 }, end: { line: 4, column: 11 } })
  })

  test('resolves plain scalars by the core schema of YAML 1.2, and nothing that is quoted', () => {
    const values = [true, 'true', 'yes', 12, 31, 15, 1000, 0.5, null, null, '', 12, 1.27, '2026-01-01', Number.POSITIVE_INFINITY, '1']
    const node = parse('[true, "true", yes, 12, 0x1f, 0o17, 1e3, .5, ~, null, "", 012, 1.27, 2026-01-01, .inf, !!str 1]')
    expect(items(node).map((item) => scalar(item)?.value)).toEqual(values)
    expect(text(at(node, 12))).toBe('1.27')
    expect(text(at(node, 8))).toBeUndefined()
  })

  test('decodes quotes, escapes, block text and folded lines', () => {
    const node = parse("a: 'it''s'\nb: \"x\\ty\"\nc: |\n  one\n   two\nd: >-\n  one\n  two\n\ne: one\n  two\n")
    expect(entries(node).map(({ value }) => text(value))).toEqual(["it's", 'x\ty', 'one\n two\n', 'one two', 'one two'])
    expect(covered(at(node, 'a'))).toBe("it''s")
    expect(covered(at(node, 'c'))).toBe('one\n   two')
  })

  test('gives a missing value a place after its key', () => {
    const missing = at(parse('a:\nb: 1\n'), 'a')!
    expect(scalar(missing)?.value).toBeNull()
    expect(rangeOf(missing).start.line).toBe(1)
  })

  test('covers collections from their first to their last character', () => {
    const node = parse('a: {x: [1, 2], y: {}}\nb:\n  - c\n  - d\n')
    expect(covered(at(node, 'a'))).toBe('{x: [1, 2], y: {}}')
    expect(covered(at(node, 'a', 'x'))).toBe('[1, 2]')
    expect(covered(at(node, 'b'))).toBe('- c\n  - d')
  })

  test('follows aliases and merge keys, own keys first', () => {
    const node = parse(yaml`
      base: &base { image: web, restart: always }
      more: &more { user: app, image: other }
      web:
        <<: [*base, *more]
        restart: "no"
      copy: *base
    `)
    expect(text(at(node, 'web', 'image'))).toBe('web')
    expect(text(at(node, 'web', 'restart'))).toBe('no')
    expect(text(at(node, 'web', 'user'))).toBe('app')
    expect(
      entries(at(node, 'web'))
        .map(({ key }) => key.text)
        .sort(),
    ).toEqual(['image', 'restart', 'user'])
    expect(at(node, 'copy')).toBe(at(node, 'base'))
    expect(entry(node, 'absent')).toBeUndefined()
  })

  test('lets the last of equal keys count, in small maps and in large ones', () => {
    expect(text(at(parse('a: 1\nb: 2\na: 3\n'), 'a'))).toBe('3')
    const many = Array.from({ length: 50 }, (_, number) => `k${number}: ${number}`).join('\n')
    expect(text(at(parse(`${many}\nk7: again\n`), 'k7'))).toBe('again')
  })

  test('reads what Compose and GitHub accept although the grammar does not', () => {
    const node = parse(
      'services:\n  web:\n    command: [\n      "a",\n      "b"\n    ]\n    image: "web:1"\n    note: |\n      two\n      lines\n',
    )
    expect(items(at(node, 'services', 'web', 'command')).map(text)).toEqual(['a', 'b'])
    expect(rangeOf(at(node, 'services', 'web', 'image')!)).toEqual({ start: { line: 7, column: 13 }, end: { line: 7, column: 18 } })
    expect(covered(at(node, 'services', 'web', 'note'))).toBe('two\n      lines')
  })

  test('reads JSON', () => {
    const node = parse('{\n\t"a": {"b": ["x\\u0041\\/", 1.5, null, true]}\n}', 'task.json')
    expect(items(at(node, 'a', 'b')).map((item) => scalar(item)?.value)).toEqual(['xA/', 1.5, null, true])
  })

  test('reads documents inside literal blocks at their places in the file', () => {
    const node = parse('data:\n  rules.yml: |\n    groups:\n      - name: web\n  text: |\n    a: b: c\n')
    const [rules] = embeddedDocuments(scalar(at(node, 'data', 'rules.yml'))!)
    expect(rangeOf(at(rules, 'groups', 0, 'name')!)).toEqual({ start: { line: 4, column: 15 }, end: { line: 4, column: 18 } })
    expect(embeddedDocuments(scalar(at(node, 'data', 'text'))!)).toEqual([])
  })

  test('is parsed once per file', () => {
    const file = { path: 'a.yaml', text: 'a: 1\n' }
    expect(yamlDocuments(file)).toBe(yamlDocuments(file))
  })
})

describe('hostile YAML', () => {
  test.each([
    ['not YAML', 'a: b: c\n', 'not valid YAML at line 1: bad indentation of a mapping entry'],
    ['nested 10,000 deep', '['.repeat(10_000), 'not valid YAML at line 1'],
    ['nested in block style', '- '.repeat(10_000), 'not valid YAML at line 1'],
    ['10 MB on one line', `a: ${'x'.repeat(10_000_000)}`, 'longer than 5000000 characters'],
    ['an unknown alias after an error', 'a: *x: *y: [', /^not valid YAML at line 1/],
  ])('%s is refused with a reason', (_, source, reason) => {
    const attempt = () => yamlDocuments({ path: 'a.yaml', text: source })
    expect(attempt).toThrow(Unparsable)
    expect(attempt).toThrow(reason)
  })

  test('a bomb of aliases is walked once', () => {
    const levels = Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]`)
    const nodes = [...walk(parse(`a0: &a0 [x]\n${levels.join('\n')}\n`))]
    expect(nodes).toHaveLength(33)
  })

  test('a bomb of merge keys is merged once', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level + 1}: &a${level + 1}\n  <<: [${Array(9).fill(`*a${level}`).join(', ')}]\n  k${level}: 1`,
    )
    expect(entries(at(parse(`a0: &a0 {x: 1}\n${levels.join('\n')}\n`), 'a30'))).toHaveLength(31)
  })

  test('a node cannot contain itself', () => {
    expect([...walk(parse('a: &a [1, *a]\nb: &b { c: *b, <<: *b }\n'))].length).toBeLessThan(9)
  })

  test('100,000 keys are looked up from an index', () => {
    const node = parse(Array.from({ length: 100_000 }, (_, number) => `k${number}: ${number}`).join('\n'))
    for (let number = 0; number < 100_000; number += 7) expect(text(at(node, `k${number}`))).toBe(String(number))
  })

  test('keys such as __proto__ are keys', () => {
    expect(text(at(parse('__proto__: x\nconstructor: y\n'), '__proto__'))).toBe('x')
    expect(at(parse('a: 1\n'), 'constructor')).toBeUndefined()
  })
})
