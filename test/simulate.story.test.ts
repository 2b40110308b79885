import { expect, test } from 'vitest'
import { replayed } from './support/replayed.ts'

test('a hundred pull requests of a repository of two thousand files: each blob is read once', async () => {
  const { most, blockedAfter } = await replayed(2000, 100)
  expect(most).toBe(1)
  expect(blockedAfter).toHaveLength(10)
})
