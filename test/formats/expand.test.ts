import { describe, expect, test } from 'vitest'
import { expand, HOLE, variablesIn } from '#formats/expand'

const D = '$'
const values: Record<string, string> = { TAG: '1.2.3', EMPTY: '', NAME: 'web' }

describe('expanding variables', () => {
  test.each([
    ['plain', 'plain'],
    [`${D}TAG`, '1.2.3'],
    [`${D}{NAME}:${D}{TAG}-slim`, 'web:1.2.3-slim'],
    [`${D}{OTHER}`, HOLE],
    [`${D}OTHER/web`, `${HOLE}/web`],
    [`${D}{OTHER:-latest}`, 'latest'],
    [`${D}{OTHER-latest}`, 'latest'],
    [`${D}{EMPTY:-latest}`, 'latest'],
    [`${D}{EMPTY-latest}`, ''],
    [`${D}{TAG:-latest}`, '1.2.3'],
    [`${D}{OTHER:?needed}`, HOLE],
    [`${D}{TAG:?needed}`, '1.2.3'],
    [`${D}{TAG:+set}`, 'set'],
    [`${D}{A:-${D}{B:-x:${D}{TAG}}}`, 'x:1.2.3'],
    [`${D}{TAG%.*}`, HOLE],
    [`${D}${D}TAG`, `${D}TAG`],
    [`a${D}`, `a${D}`],
    [`${D}{TAG`, HOLE],
  ])('%j gives %j', (written, expected) => {
    expect(expand(written, (name) => values[name])).toBe(expected)
  })

  test('ends on hostile text', () => {
    expect(expand(`${D}{A:-`.repeat(1_000_000))).toBe(HOLE)
    expect(expand(`${D}{A:-`.repeat(1_000))).toContain(HOLE)
    expect(expand(`${D}{A:-${D}A}`, () => `${D}A`)).toBe(`${D}A`)
  })

  test('lists the variables of a text', () => {
    expect(variablesIn(`${D}A/${D}{B:-${D}C}`)).toEqual(['A', 'B', 'C'])
  })
})
