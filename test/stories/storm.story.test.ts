import { describe, expect, it } from 'vitest'
import type { GitHub } from '../github/index.ts'
import { startPostgres } from '../queue/postgres-server.ts'
import { expectFewReads, expectFewWrites } from './plan.ts'
import { storm } from './storm/storm.ts'

const RIGHT = { lost: 0, wrong: 0, stuck: 0, duplicates: 0 }
const WITHIN = 400_000

/** A head of these people leads into two branches at most. */
function inspect(github: GitHub, kills: number): void {
  expectFewWrites(github)
  expectFewReads(github, { sharing: 2, kills })
}

describe('after a storm every open pull request is concluded, and as its tree deserves', () => {
  it('with one process and a folder', { timeout: WITHIN }, async () => {
    const lines: string[] = []
    const result = await storm({ events: 1_000, faults: 200, seed: 4, say: (line) => lines.push(line), inspect })
    expect(result, lines.join('\n')).toMatchObject(RIGHT)
    expect(result.kills).toBeGreaterThan(10)
  })

  it('with three processes and a PostgreSQL', { timeout: WITHIN }, async () => {
    const server = await startPostgres()
    const lines: string[] = []
    const result = await storm({ events: 300, faults: 60, seed: 5, databaseUrl: server.url, say: (line) => lines.push(line), inspect })
    await server.stop()
    expect(result, lines.join('\n')).toMatchObject(RIGHT)
  })
})
