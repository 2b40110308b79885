import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { parsePolicy } from '../../src/policy/parse.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

const ORIGIN = { path: '.readiness.yml', source: 'test' }

function parse(text: string) {
  return parsePolicy(text, ORIGIN, SMALL_CATALOGUE)
}

/** A policy or problems; never both, never nothing, and every problem stands somewhere in the text. */
function expectAnswer(text: string) {
  const answer = parse(text)
  const lines = text.split('\n').length
  if (!answer.problems) {
    expect(answer.policy.rules.size).toBeGreaterThan(Object.keys(SMALL_CATALOGUE).length)
    return
  }
  expect(answer.problems.length).toBeGreaterThan(0)
  expect(answer.problems.length).toBeLessThanOrEqual(200)
  for (const { line, column, message } of answer.problems) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(message.length).toBeLessThan(600)
    expect(message).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u)
  }
}

const size = 40_000
const BOMBS: Readonly<Record<string, string>> = {
  'a flow without end': '['.repeat(size),
  'sequences within sequences': '- '.repeat(size / 2),
  'maps within maps': '{a: '.repeat(size / 4),
  'keys of keys': '? '.repeat(size / 2),
  'closing brackets': ']'.repeat(100_000),
  quotes: '"'.repeat(size),
  tags: '! '.repeat(size / 2),
  documents: '---\na\n'.repeat(size / 6),
  'deep blocks': Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n'),
  'many keys': Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'),
  'many patterns': `version: 1\ncontrols:\n${Array.from({ length: 12_000 }, (_, index) => `  "s*${index}": {}`).join('\n')}`,
  'many unknown controls': `version: 1\ncontrols:\n${Array.from({ length: 8000 }, (_, index) => `  secrets/example-${index}: {}`).join('\n')}`,
  'the same key again': 'version: 1\n'.repeat(size / 11),
  'many aliases': `a: &a x\nb:\n${'- *a\n'.repeat(size / 6)}`,
  'an alias of itself': 'a: &a [*a, *a, *a]\n',
  'too large': 'version: 1\n#'.padEnd(256_001, 'x'),
  'NUL bytes': 'version: 1\0\nmode: \0enforce',
  'a lone surrogate': 'version: 1\n\uD800: \uDC00',
  'bidi characters': 'version: 1\nmode: "\u202Eecrofne\u202C"\n"\u2066x": 1',
  'a prototype': '__proto__: { version: 1 }\nconstructor: 1\ntoString: {}\ncontrols: { __proto__: { level: off }, hasOwnProperty: {} }\n',
  'patterns that explode':
    'version: 1\ncustom: [{ id: a/b, title: t, severity: low, files: ["**"], text: { forbid: "(((a{1000}){1000}){1000})" } }]',
  'braces that explode': `version: 1\npaths: { ignore: ["${'{a,b}'.repeat(20)}"] }\ncontrols: { "${'{s,e}'.repeat(20)}": {} }`,
}

/** Nine levels of nine aliases each: 387 million values, if anyone wrote them out. */
const LAUGHS = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`)

describe('hostile policies', () => {
  test.each(Object.entries(BOMBS))('%s', (_, text) => expectAnswer(text), 30_000)

  test('an alias bomb', () => {
    const { problems } = parse(`version: 1\nl0: &l0 x\n${LAUGHS.join('\n')}\n`)
    expect(problems?.some(({ message }) => /too many values|nested too deeply/.test(message))).toBe(true)
  })

  test.each([
    '',
    '\n',
    '# nothing\n',
    '~',
    'null',
    '42',
    'text',
    '- 1\n- 2',
    '[]',
    '{}',
    '--- |\n text',
    '? [a]\n: b',
    '<<: { version: 1 }',
  ])('no policy: %j', (text) => {
    expectAnswer(text)
    expect(parse(text).problems).toBeDefined()
  })

  test('a key set twice is named with its first place', () => {
    expect(parse('version: 1\nmode: observe\nmode: enforce\n').problems).toMatchObject([
      { line: 3, column: 1, message: '"mode" is set twice: it stands in line 2 already.' },
    ])
  })

  test('anchors are welcome within bounds', () => {
    const answer = parse('version: 1\npaths: { test: &globs ["e2e/**"], example: *globs }\n')
    expect(answer.problems).toBeUndefined()
  })
})

describe('random policies', () => {
  const words =
    'version mode profile gate controls paths services waivers attestations inline custom report level params score secrets/* reason expires text forbid each where'
  const key = fc.constantFrom(...words.split(' '), 'deploy/image-latest-tag', '', '\u0000', '😀')
  const leaf = fc.oneof(
    fc.constantFrom(1, 'enforce', 'starter', 'high', 'off', true, null, -0, 1e300, '2027-02-30', 'secrets/*', '**', '(((', ''),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.integer(),
  )
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { maxLength: 5 }),
      fc.dictionary(key, tie('node'), { maxKeys: 8 }),
    ),
  })).node

  test('any tree of known and unknown words', () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree, { maxKeys: 8 }), (value) =>
        expectAnswer(stringify({ version: 1, ...value }, { aliasDuplicateObjects: false })),
      ),
      { seed: 6, numRuns: 400 },
    )
  })

  test('any text', () => {
    const scrap = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      key,
      fc.constantFrom('\n', ': ', '- ', '  ', '{', '}', '[', ']', '&a ', '*a', '|', '>', '#', '"', "'", '? ', '!!', '---', '\t', '\r\n'),
    )
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 60 }), (scraps) => expectAnswer(scraps.join(''))),
      { seed: 6, numRuns: 600 },
    )
  })
})
