import { expect, test } from 'vitest'
import { nesting } from '#formats/nesting'
import { encloses } from '../../src/formats/ranges.ts'
import type { Range } from '../../src/model/location.ts'
import { seeded } from '../support/random.ts'

const on = (from: number, to: number): Range => ({ start: { line: 1, column: from }, end: { line: 1, column: to } })

/** Things inside of things, some of them as long as what is around them. */
function nested(from: number, to: number, random: () => number): Range[] {
  const found = [on(from, to)]
  for (let at = from; at < to && found.length < 200; ) {
    const end = at + 1 + Math.floor(random() * (to - at))
    if (random() < 0.6 && (at !== from || end !== to || random() < 0.3)) found.push(...nested(at, end, random))
    at = end + Math.floor(random() * 3)
  }
  return found
}

test.each([1, 2, 3, 4, 6])('finds all around a place, the innermost first (seed %i)', (seed) => {
  const all = nested(1, 60, seeded(seed)).map((range) => ({ range }))
  expect(all.length).toBeGreaterThan(10)
  const around = nesting(all)
  const size = ({ range }: { readonly range: Range }) => range.end.column - range.start.column
  for (const { range } of [...all, { range: on(3, 4) }, { range: on(70, 71) }]) {
    const found = around(range)
    expect(new Set(found)).toEqual(new Set(all.filter((one) => encloses(one.range, range))))
    expect(found.map(size)).toEqual(found.map(size).toSorted((a, b) => a - b))
  }
})

test('of several at one place the last is the innermost', () => {
  const [receiver, call] = [{ range: on(1, 9) }, { range: on(1, 9) }]
  expect(nesting([receiver, call])(on(2, 3))).toEqual([call, receiver])
})
