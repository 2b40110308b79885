import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cost, runNode } from './cpu.ts'
import type { Measure } from './measurement.ts'
import { type BenchRepository, generateRepository } from './repository.ts'
import { inTurns } from './turns.ts'

/** A pull request of ten files over a base that is known: what it costs at 50,000 files against 500. */
export const warmPullRequest: Measure = async ({ cli, runs, seed, sizes }) => {
  const small = await prepare(generateRepository({ files: sizes.small, changes: runs, seed }), cli)
  const large = await prepare(generateRepository({ files: sizes.large, changes: runs, seed }), cli)
  try {
    return [
      await inTurns({
        name: 'warm-50k-over-500',
        runs,
        target: { most: 1.5 },
        note: '`check` of a branch that changes 10 files, its base known: 50,000 files against 500, with the git that it starts',
        one: large.check,
        other: small.check,
      }),
    ]
  } finally {
    small.dispose()
    large.dispose()
  }
}

async function prepare(repository: BenchRepository, cli: string) {
  const cache = mkdtempSync(join(tmpdir(), 'readiness-bench-cache-'))
  const check = (head: string): Promise<Cost> =>
    runNode([cli, 'check', '--repo', repository.folder, '--base', 'main', '--head', head, '--format', 'json', '--cache', cache])
  // The base's tree is known, as it is to whoever checked any pull request before.
  await check('main')
  return {
    check: (turn: number) => check(repository.changes[turn]!),
    dispose: () => {
      repository.dispose()
      rmSync(cache, { recursive: true, force: true })
    },
  }
}
