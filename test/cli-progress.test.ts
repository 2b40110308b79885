import { expect, test } from 'vitest'
import { tellingCounters } from '../src/cli/scan-progress.ts'

test('a scan says how far it is when it takes its time, and then ten times a second', () => {
  const shown: string[] = []
  let now = 0
  const counters = tellingCounters(
    (files) => shown.push(files),
    () => now,
  )
  for (; now < 1_000; now += 10) counters.collected += 20
  expect(shown).toEqual(['1,020', '1,220', '1,420', '1,620', '1,820'])
  expect(counters.collected).toBe(2_000)
})

test('a short scan says nothing', () => {
  const shown: string[] = []
  const counters = tellingCounters(
    (files) => shown.push(files),
    () => 0,
  )
  counters.collected += 10_000
  expect(shown).toEqual([])
})
