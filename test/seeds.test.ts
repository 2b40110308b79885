import { describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import { assessCase } from './support/assess-case.ts'
import { repositoryCases } from './support/repository-case.ts'
import { isSatisfied, ratingOf, seedRows, toldRows } from './support/seeds.ts'

const ROWS = seedRows()
const CASES = repositoryCases().filter(({ name }) => name.startsWith('seed-'))

describe.each(CASES)('$name', (repository) => {
  const assessment = assessCase(repository)
  const rows = ROWS.filter(({ seed, rating }) => rating && repository.name.startsWith(`seed-${seed}-`))

  test.each(rows)('$row: $control $part is $rating', async (row) => {
    const actual = ratingOf(row, await assessment)
    if (isSatisfied(row) && row.rating === 'green') expect(['green', 'not-applicable']).toContain(actual)
    else expect(actual).toBe(row.rating)
  })
})

test('the table holds every row of the five audits, and says how many are told whole', () => {
  expect(toldRows(ROWS)).toEqual({
    '000': { told: 11, rows: 140 },
    '001': { told: 41, rows: 147 },
    '002': { told: 18, rows: 115 },
    '003': { told: 19, rows: 141 },
    '004': { told: 21, rows: 107 },
  })
})

test('what auditors found nothing wrong with ends green or is not there', () => {
  const ends = ROWS.filter((row) => isSatisfied(row) && row.rating).map(({ rating }) => rating.split(' > ').at(-1))
  expect(new Set(ends)).toEqual(new Set(['green']))
})

test('ratings are expected of controls in the catalogue, and each audit has its repository', () => {
  const rated = ROWS.filter(({ rating }) => rating)
  expect(rated.map(({ control }) => control).filter((control) => !catalogue[control])).toEqual([])
  expect([...new Set(rated.map(({ seed }) => seed))]).toEqual(CASES.map(({ name }) => name.split('-')[1]))
})
