import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { describeJobs, readiness } from './jobs-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'readiness-jobs-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeJobs('SQLite', async () => ({ database: openSqlite(join(folder, 'readiness.sqlite')), env: { DATA_DIR: folder } }))

describe('without a store that answers', () => {
  it('says which folder it looked in, and makes nothing there', () => {
    const empty = join(folder, 'empty')
    const { exit, stdout, stderr } = readiness({ DATA_DIR: empty }, 'list')
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain(`There is no store in ${JSON.stringify(empty)}`)
    expect(existsSync(empty)).toBe(false)
  })

  it('says that it could not, and keeps the password to itself', () => {
    const password = Array.from({ length: 12 }, (_, index) => 'abcdef'[index % 6]).join('')
    const { exit, stderr } = readiness({ DATABASE_URL: `postgres://readiness:${password}@127.0.0.1:1/readiness` }, 'list')
    expect(exit).toBe(3)
    expect(stderr).toMatch(/^readiness: The App's store does not answer: \S/)
    expect(stderr).not.toContain(password)
  })

  it('says so where the file is no database, or is not of the App', () => {
    const other = mkdtempSync(join(folder, 'other-'))
    writeFileSync(join(other, 'readiness.sqlite'), 'this is no database, and long enough to be taken for one '.repeat(40))
    expect(readiness({ DATA_DIR: other }, 'list')).toMatchObject({ exit: 3, stdout: '' })
    const foreign = mkdtempSync(join(folder, 'foreign-'))
    writeFileSync(join(foreign, 'readiness.sqlite'), '')
    const { exit, stderr } = readiness({ DATA_DIR: foreign }, 'list')
    expect(exit).toBe(3)
    expect(stderr).toContain('no such table')
  })

  it('has its help on standard output', () => {
    const { exit, stdout } = readiness({}, 'retry', '--help')
    expect(exit).toBe(0)
    expect(stdout).toContain('--all')
  })
})
