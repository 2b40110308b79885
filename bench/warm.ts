import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cost, median, run } from './cpu.ts'
import type { Measurement, Setting } from './measurement.ts'
import { type BenchRepository, generateRepository } from './repository.ts'

/** A pull request of ten files over a base that is known: what it costs at 50,000 files against 500. */
export function warmPullRequest({ cli, runs, seed, sizes }: Setting): Measurement {
  const [small, large] = [sizes.small, sizes.large].map((files) => prepare(generateRepository({ files, changes: runs, seed }), cli))
  try {
    const costs = Array.from({ length: runs }, (_, index) => ({ small: small!.check(index), large: large!.check(index) }))
    const [one, other] = [median(costs.map((cost) => cost.small.cpu)), median(costs.map((cost) => cost.large.cpu))]
    return {
      name: `warm-${label(sizes.large)}-over-${label(sizes.small)}`,
      unit: 'ms CPU',
      median: other,
      against: one,
      ratio: other / one,
      runs,
    }
  } finally {
    small!.dispose()
    large!.dispose()
  }
}

function prepare(repository: BenchRepository, cli: string) {
  const cache = mkdtempSync(join(tmpdir(), 'readiness-bench-cache-'))
  const check = (head: string): Cost =>
    run(process.execPath, [
      cli,
      'check',
      '--repo',
      repository.folder,
      '--base',
      'main',
      '--head',
      head,
      '--format',
      'json',
      '--cache',
      cache,
    ])
  // The base's tree is known, as it is to whoever checked any pull request before.
  check('main')
  return {
    check: (index: number) => check(repository.changes[index % repository.changes.length]!),
    dispose: () => {
      repository.dispose()
      rmSync(cache, { recursive: true, force: true })
    },
  }
}

function label(files: number): string {
  return files >= 1000 ? `${files / 1000}k` : String(files)
}
