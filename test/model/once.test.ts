import { expect, test } from 'vitest'
import { onceEachRecent } from '../../src/model/once.ts'

test('a name that comes again is not worked out again, and what is remembered is bounded', () => {
  const asked: string[] = []
  const lengthOf = onceEachRecent((name) => asked.push(name) && name.length, 2)
  expect(['a', 'bb', 'a', 'ccc', 'ccc', 'a'].map(lengthOf)).toEqual([1, 2, 1, 3, 3, 1])
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a'])
  expect([lengthOf('x'.repeat(201)), lengthOf('x'.repeat(201)), asked.length]).toEqual([201, 201, 6])
})
