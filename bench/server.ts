import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sequentialDepth } from '../test/github/index.ts'
import { concluded, openArena } from './arena.ts'
import { cpuOf, median, peakMemory } from './cpu.ts'
import type { Measure } from './measurement.ts'
import { ownShare } from './profile.ts'
import { type BenchRepository, generateRepository } from './repository.ts'

const AT_ONCE = 8

/** Eight repositories that the App has never seen, at once: each is listed, filled and judged twice. */
export const memory: Measure = async ({ seed, sizes }) => {
  // Short files: what is asked is what so many of them cost, not how fast they are parsed.
  const source = generateRepository({ files: sizes.large, changes: AT_ONCE, seed, longest: 3 })
  const arena = await openArena({ env: { SLOTS: String(AT_ONCE), PER_INSTALLATION: String(AT_ONCE) } })
  try {
    const places = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        arena.github.createRepository({ owner: 'acme', name: `shop${index}`, from: source.folder }),
      ),
    )
    arena.app.install('acme', places)
    const start = performance.now()
    const pulls = await Promise.all(places.map((place, index) => place.openPullRequest({ head: source.changes[index]! })))
    await concluded(pulls.map((pull, index) => ({ repository: places[index]!, sha: pull.headSha })))
    const passed = ((performance.now() - start) / 1000).toFixed(0)
    const note = `most memory of the App's process while ${AT_ONCE} unknown repositories of ${sizes.large} short files are evaluated at once; ${passed} s on the clock`
    return [{ name: 'server-memory', unit: 'MB', median: peakMemory(arena.running.pid), runs: 1, target: { most: 512 }, note }]
  } finally {
    await arena.close()
    source.dispose()
  }
}

const PULLS = 10
const PUSHES = 8

/** Pushes to pull requests of a repository that is known. */
export const throughput: Measure = async ({ seed, sizes }) => {
  const source = generateRepository({ files: sizes.small, changes: PULLS, seed })
  const profiles = mkdtempSync(join(tmpdir(), 'readiness-bench-profiles-'))
  try {
    const { cost, wall } = await pushes(source, PUSHES)
    await pushes(source, PUSHES / 2, { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` })
    const share = `${Math.round(100 * ownShare(profiles))} % of it in our own code, from its start`
    const note = `evaluations a minute of CPU time of the App (${cost.toFixed(0)} ms each, ${share}; ${wall.toFixed(0)} ms on the clock with the GitHub beside it): pushes of one file to ${PULLS} pull requests of a repository of ${source.files} files`
    return [{ name: 'server-evaluations-a-minute', unit: 'a minute and core', median: 60_000 / cost, runs: PUSHES, note }]
  } finally {
    rmSync(profiles, { recursive: true, force: true })
    source.dispose()
  }
}

/** Milliseconds for each evaluation, the median of some rounds of pushes. */
async function pushes(source: BenchRepository, rounds: number, env: Readonly<Record<string, string>> = {}) {
  const arena = await openArena({ env })
  try {
    const place = await arena.github.createRepository({ owner: 'acme', name: 'shop', from: source.folder })
    arena.app.install('acme', [place])
    const pulls = await Promise.all(source.changes.map((head) => place.openPullRequest({ head })))
    const all = () => concluded(pulls.map(({ headSha }) => ({ repository: place, sha: headSha })))
    await all()
    const [costs, passed]: [number[], number[]] = [[], []]
    for (let push = 0; push < rounds; push++) {
      const [before, start] = [cpuOf(arena.running.pid), performance.now()]
      for (const [index, pull] of pulls.entries())
        await pull.push({ [`services/new/src/push_${index}.py`]: `DEBUG = False\nPUSH = ${push}\n` })
      await all()
      costs.push((cpuOf(arena.running.pid) - before) / PULLS)
      passed.push((performance.now() - start) / PULLS)
    }
    return { cost: median(costs), wall: median(passed) }
  } finally {
    await arena.close()
  }
}

/** Requests that have to wait for one another, from the webhook to the conclusion. */
export const roundTrips: Measure = async ({ seed, sizes }) => {
  const source = generateRepository({ files: sizes.small, changes: 5, seed })
  const arena = await openArena({ github: { latencyMs: 30 } })
  try {
    const place = await arena.github.createRepository({ owner: 'acme', name: 'shop', from: source.folder })
    arena.app.install('acme', [place])
    const depths: number[] = []
    const counts: number[] = []
    for (const head of source.changes) {
      await arena.github.hooks.settled()
      arena.github.requests.clear()
      const pull = await place.openPullRequest({ head })
      await concluded([{ repository: place, sha: pull.headSha }])
      depths.push(sequentialDepth(arena.github.requests.records))
      counts.push(arena.github.requests.records.length)
    }
    const note = `round trips one after another from a new pull request of 10 files to its conclusion (${median(counts.slice(1))} requests in all; ${depths[0]} and ${counts[0]} for the first of a repository)`
    return [{ name: 'server-round-trips', unit: 'round trips', median: median(depths.slice(1)), runs: depths.length - 1, note }]
  } finally {
    await arena.close()
    source.dispose()
  }
}
