import { expect, test } from 'vitest'
import { onceEachRecent, onceFor } from '../../src/model/once.ts'

test('a name that comes again is not worked out again, and what is remembered is bounded', () => {
  const asked: string[] = []
  const lengthOf = onceEachRecent((name) => asked.push(name) && name.length, 2)
  expect(['a', 'bb', 'a', 'ccc', 'ccc', 'a'].map(lengthOf)).toEqual([1, 2, 1, 3, 3, 1])
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a'])
  expect([lengthOf('x'.repeat(201)), lengthOf('x'.repeat(201)), asked.length]).toEqual([201, 201, 6])
})

test('what is known of an object is kept at it, where nobody sees it', () => {
  let asked = 0
  const [lengthOf, nothing] = [onceFor(({ text }: { readonly text: string }) => ++asked && text.length), onceFor(() => void ++asked)]
  for (const file of [{ text: 'ab' }, Object.freeze({ text: 'ab' })]) {
    asked = 0
    expect([lengthOf(file), lengthOf(file), nothing(file), nothing(file), asked]).toEqual([2, 2, undefined, undefined, 2])
    expect([JSON.stringify(file), Object.keys(file), lengthOf({ ...file }), asked]).toEqual(['{"text":"ab"}', ['text'], 2, 3])
    expect(file).toEqual({ text: 'ab' })
  }
})
