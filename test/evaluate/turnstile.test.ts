import { expect, test } from 'vitest'
import { turnstile } from '../../src/evaluate/turnstile.ts'

/** Work that ends when it is told to. */
function work(name: string, log: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    end: resolve,
    run: async () => {
      log.push(`${name} in`)
      await promise
      log.push(`${name} out`)
      return name
    },
  }
}

test('heavy work waits for heavy work, and light work for none', async () => {
  const log: string[] = []
  const enter = turnstile(10)
  const [first, second, light] = ['first', 'second', 'light'].map((name) => work(name, log))
  const all = [enter(8, first!.run), enter(8, second!.run), enter(2, light!.run)]
  await Promise.resolve()
  light!.end()
  expect(await all[2]).toBe('light')
  first!.end()
  await all[0]
  second!.end()
  expect(await all[1]).toBe('second')
  expect(log).toEqual(['first in', 'light in', 'light out', 'first out', 'second in', 'second out'])
})

test('what weighs more than the bound goes in alone, and what fails leaves its place', async () => {
  const log: string[] = []
  const enter = turnstile(10)
  const huge = work('huge', log)
  const refused = enter(10, () => Promise.reject(new Error('no')))
  const alone = enter(99, huge.run)
  await expect(refused).rejects.toThrow('no')
  huge.end()
  expect(await alone).toBe('huge')
})
