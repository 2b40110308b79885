import { describe, expect, it } from 'vitest'
import { concurrency, countRequests, createRequestLog, type RequestRecord, sequentialDepth } from './requests.ts'

/** Plays starts and ends in the order given: `a` begins a request, `A` ends it. */
function play(script: string): readonly RequestRecord[] {
  const log = createRequestLog()
  const open = new Map<string, RequestRecord>()
  for (const step of script) {
    const name = step.toLowerCase()
    if (step === name) open.set(name, log.begin({ ...request, operation: name }))
    else log.end(open.get(name)!, 0)
  }
  return log.records
}

const request = {
  method: 'GET',
  path: '/',
  query: {},
  repositoryId: 1,
  installationId: 1,
  apiVersion: undefined,
  body: undefined,
  startedAt: 0,
}

describe('the request log', () => {
  it('counts by operation', () => {
    expect(countRequests(play('aAbBaA'))).toEqual({ a: 2, b: 1 })
  })

  it.each([
    ['', 0],
    ['aA', 1],
    ['aAbB', 2],
    ['abAB', 1],
    ['abABcC', 2],
    ['abAcBCdD', 3],
    ['ab', 1],
  ])('finds in %j at most %i requests one after another', (script, depth) => {
    expect(sequentialDepth(play(script))).toBe(depth)
  })

  it.each([
    ['', 0],
    ['aAbB', 1],
    ['abAcBC', 2],
    ['abcABC', 3],
  ])('finds in %j at most %i requests at once', (script, most) => {
    expect(concurrency(play(script))).toBe(most)
  })

  it('keeps the newest records only', () => {
    const log = createRequestLog(10)
    for (let number = 0; number < 25; number += 1) log.end(log.begin({ ...request, operation: String(number) }), 0)
    expect(log.records.length).toBeLessThanOrEqual(10)
    expect(log.records.at(-1)?.operation).toBe('24')
    expect(log.active).toBe(0)
  })
})
