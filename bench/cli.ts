import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNode } from './cpu.ts'
import type { Measure } from './measurement.ts'
import { checkoutOf, generateRepository } from './repository.ts'
import { inTurns } from './turns.ts'

/** Of each turn: a start is a few ticks of CPU time. */
const TIMES = 10

/** What a start costs before anything is asked. */
export const versionOverEmpty: Measure = async ({ cli, runs }) => {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-bench-empty-'))
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  try {
    return [
      await inTurns({
        name: 'cli-version-over-empty',
        runs,
        target: { most: 1.5 },
        note: `\`--version\` against an empty program of Node, ${TIMES} times a turn`,
        one: () => runNode([cli, '--version'], { times: TIMES }),
        other: () => runNode([empty], { times: TIMES }),
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What a hook before each commit costs. */
export const stagedOverVersion: Measure = async ({ cli, runs, seed, sizes }) => {
  const repository = generateRepository({ files: sizes.small, changes: 0, seed })
  const checkout = checkoutOf(repository)
  const cache = mkdtempSync(join(tmpdir(), 'readiness-bench-cache-'))
  try {
    for (const path of repository.paths.slice(0, 3)) appendFileSync(join(checkout.folder, path), '\n')
    spawnSync('git', ['add', '--all'], { cwd: checkout.folder })
    const staged = () => runNode([cli, 'check', '--staged', '--repo', checkout.folder, '--base', 'main', '--cache', cache], { times: 3 })
    await staged()
    return [
      await inTurns({
        name: 'staged-over-version',
        runs,
        target: { most: 6 },
        note: `the verdict of \`check --staged\` on 3 files of ${sizes.small}, all known, against \`--version\``,
        one: staged,
        other: () => runNode([cli, '--version'], { times: TIMES }),
      }),
    ]
  } finally {
    rmSync(cache, { recursive: true, force: true })
    checkout.dispose()
    repository.dispose()
  }
}
