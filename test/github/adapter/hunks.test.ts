import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { hunksOf, readHunks } from '../../../src/github/hunks.ts'
import { API, onlyExpectedRequests, SHOP, shop } from './connection.ts'

onlyExpectedRequests()

describe('the lines that a diff shows', () => {
  it('are those of the head, by hunk', () => {
    const patch = '@@ -1,3 +1,4 @@ class\n a\n-b\n+b\n+@@ -9,9 +9,9 @@\n c\n@@ -20 +21,0 @@\n-x\n@@ -30 +30 @@\n-y\n+z\n'
    expect(hunksOf(patch)).toEqual([
      { first: 1, last: 4 },
      { first: 21, last: 20 },
      { first: 30, last: 30 },
    ])
  })

  it('are asked for until every file has come, and of a file too large for a diff there are none', async () => {
    const named = (index: number) => ({ filename: `file${index}`, patch: '@@ -1 +1 @@' })
    const pages = [Array.from({ length: 100 }, (_, index) => named(index)), [named(100), { filename: 'large' }]]
    for (const [index, page] of pages.entries()) {
      nock(API)
        .get(`${SHOP}/pulls/7/files`)
        .query({ per_page: 100, page: index + 1 })
        .reply(200, page)
    }
    const hunks = await readHunks(shop(), 7, new Set(['file3', 'large', 'absent']))
    expect([...hunks]).toEqual([
      ['file3', [{ first: 1, last: 1 }]],
      ['large', []],
    ])
  })
})
