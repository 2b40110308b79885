import { expect, test } from 'vitest'
import { argumentOf, constantText, entryOf, positional, valuesIn } from '../../../src/formats/code/lookup.ts'
import { parsed, written } from './written.ts'

test('finds arguments by name, by option and by position', async () => {
  const [python] = (await parsed('a.py', 'run(app, 80, debug=True)')).calls
  expect(written(argumentOf(python!, 'debug', 2))).toBe('true')
  expect(written(argumentOf(python!, 'port', 1))).toBe('80')
  expect(argumentOf(python!, 'port', 2)).toBeUndefined()
  expect(written(positional(python!, 0))).toBe('app')
  const [javascript] = (await parsed('a.js', 'run(app, { debug: true })')).calls
  expect(written(argumentOf(javascript!, 'debug'))).toBe('true')
  expect(argumentOf(javascript!, 'port')).toBeUndefined()
  expect(entryOf(positional(javascript!, 1), 'debug')!.keyRange.start).toEqual({ line: 1, column: 12 })
  expect(entryOf(positional(javascript!, 0), 'debug')).toBeUndefined()
})

test('adds up constant strings, and only those', async () => {
  const texts = async (source: string) => constantText((await parsed('a.js', source)).assignments[0]!.value)
  expect(await texts('x = "a" + ("b" + `c`)')).toBe('abc')
  expect(await texts(`x = \`a\${b}\``)).toBeUndefined()
  expect(await texts('x = "a" + b')).toBeUndefined()
  expect(await texts('x = "a" - "b"')).toBeUndefined()
})

test('lists what a value is made of, without the bodies of functions', async () => {
  const { assignments } = await parsed('a.js', `x = a.b(c[0], { d: [!e, ...f] }, () => hidden) ? \`g\${h}\` : k().l`)
  expect([...valuesIn(assignments[0]!.value)].map(written)).toEqual([
    `(a.b(c[0], {d: [!e, ...f]}, fn()) ? "g\${h}" of h : (k()).l)`,
    'a.b(c[0], {d: [!e, ...f]}, fn())',
    'a',
    'c[0]',
    'c',
    '0',
    '{d: [!e, ...f]}',
    '[!e, ...f]',
    '!e',
    'e',
    '...f',
    'f',
    'fn()',
    `"g\${h}" of h`,
    'h',
    '(k()).l',
    'k()',
  ])
})
