import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Holds a data folder for one process. The system lets go of it when the process ends, however it ends. */
export function lockFolder(folder: string): { release(): void } | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(join(folder, 'lock.sqlite'))
  try {
    db.exec('PRAGMA busy_timeout=0; BEGIN EXCLUSIVE')
    return { release: () => db.close() }
  } catch {
    db.close()
    return undefined
  }
}
