import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encloses, within } from '#formats/ranges'
import { byPosition, type Range } from '#model/location'

const position = fc.record({ line: fc.integer({ min: 1, max: 6 }), column: fc.integer({ min: 1, max: 6 }) })
const range: fc.Arbitrary<Range> = fc
  .tuple(position, position)
  .map(([a, b]) => [a, b].toSorted((one, other) => byPosition({ start: one, end: one }, { start: other, end: other })))
  .map(([start, end]) => ({ start: start!, end: end! }))
  .filter(({ start, end }) => start.line !== end.line || start.column !== end.column)

test('what lies within a place is found by halving as it is by looking at all', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), range, (ranges, place) => {
      const ordered = ranges.map((one) => ({ range: one })).toSorted((a, b) => byPosition(a.range, b.range))
      expect(within(ordered, place)).toEqual(ordered.filter((one) => encloses(place, one.range)))
    }),
    { seed: 11 },
  )
})
