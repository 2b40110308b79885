import { expect, test } from 'vitest'
import { isAmbiguous } from '../../../src/formats/code/ambiguity.ts'

test.each([
  ['a<', 1001, true],
  ['a<', 1000, false],
  ['f<a,\n', 2000, true],
  ['a < b && c ', 2000, true],
  ['a < b;', 5000, false],
  ['for (i = 0; i < n; i++) { if (i<2) {} }\n', 5000, false],
  ['<p>a</p><br/>', 5000, false],
  ['Map<String, List<Integer>> ', 5000, false],
  ['x << 1 | y <= 2 ', 5000, false],
  ['<T>(a: T) => ', 5000, false],
])('%j %i times is ambiguous: %s', (unit, times, expected) => expect(isAmbiguous(unit.repeat(times))).toBe(expected))
