import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { describeQueue } from './contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'readiness-queue-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeQueue('SQLite', async () => openSqlite(join(folder, 'data/queue.sqlite')))
