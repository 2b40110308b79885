import { type Cost, median, run, runNode } from './cpu.ts'
import type { Measure, Setting } from './measurement.ts'
import { gitleaks, type Installed, secretlint } from './peers.ts'
import { checkoutOf, generateRepository } from './repository.ts'
import { inTurns } from './turns.ts'

/** Runs of what takes seconds. */
const RUNS = 3

/** The part of an audit that a neighbour does, on the same files and cores. */
export const againstSecretlint = against('cold-vs-secretlint', secretlint)
export const againstGitleaks = against('cold-vs-gitleaks', gitleaks)

function against(name: string, install: (tools: string) => Installed): Measure {
  return async (setting) => {
    const peer = install(setting.tools)
    if ('missing' in peer) return [{ name, missing: peer.missing }]
    return onFiles(setting, async (folder, files) => [
      await inTurns({
        name,
        runs: RUNS,
        target: { most: 1 },
        note: `\`audit --only 'secrets/*' --no-cache\` of ${files} files on disk against ${peer.title} with its own rules`,
        one: () => audit(setting, folder, ['--only', 'secrets/*']),
        other: () => run(peer.command, peer.args(folder), { cwd: folder, expect: peer.expect }),
      }),
    ])
  }
}

/** Dimensions of the catalogue: the parts that somebody could ask for. */
const PARTS = ['access', 'data', 'deploy', 'observability', 'operations', 'reliability', 'scale', 'secrets']

/** What the checks share (reading, the look for literals, the parse) is done once. */
export const wholeOverParts: Measure = (setting) =>
  onFiles(setting, async (folder, files) => [
    await inTurns({
      name: 'cold-whole-over-parts',
      runs: RUNS,
      target: { most: 1 },
      note: `\`audit --no-cache\` of ${files} files against the sum of one audit for each of ${PARTS.length} dimensions`,
      one: () => audit(setting, folder, []),
      other: () => sum(PARTS.map((part) => () => audit(setting, folder, ['--only', `${part}/*`]))),
    }),
  ])

/** What a second core is good for. */
export const twoCoresOverOne: Measure = (setting) =>
  onFiles(setting, async (folder, files) => [
    await inTurns({
      name: 'cold-two-cores-over-one',
      runs: RUNS,
      by: 'wall',
      target: { most: 0.8 },
      note: `\`audit --no-cache\` of ${files} files with two cores against one`,
      one: () => audit(setting, folder, [], '0,1'),
      other: () => audit(setting, folder, [], '0'),
    }),
  ])

async function onFiles<Result>({ seed, sizes }: Setting, measure: (folder: string, files: number) => Promise<Result>): Promise<Result> {
  const repository = generateRepository({ files: sizes.middle, changes: 0, seed })
  const checkout = checkoutOf(repository)
  try {
    return await measure(checkout.folder, repository.files)
  } finally {
    checkout.dispose()
    repository.dispose()
  }
}

function audit({ cli }: Setting, folder: string, more: readonly string[], cores?: string): Promise<Cost> {
  return runNode([cli, 'audit', folder, '--format', 'json', '--no-cache', ...more], { cores })
}

async function sum(runs: readonly (() => Promise<Cost>)[]): Promise<Cost> {
  const costs: Cost[] = []
  for (const one of runs) costs.push(await one())
  const add = (pick: (cost: Cost) => number) => costs.reduce((total, cost) => total + pick(cost), 0)
  return { cpu: add(({ cpu }) => cpu), wall: add(({ wall }) => wall), peak: median(costs.map(({ peak }) => peak)) }
}
