import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNode } from './cpu.ts'
import type { Measure, Measurement, Setting } from './measurement.ts'
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

const POLICY = "version: 1\nmode: enforce\nprofile: standard\ncontrols: { 'secrets/*': { level: required } }\n"

/** What a hook before each commit costs, without a policy and with one. */
export const stagedOverVersion: Measure = async (setting) => [
  await staged('staged-over-version', undefined, setting),
  await staged('staged-over-version-with-policy', POLICY, setting),
]

async function staged(name: string, policy: string | undefined, { cli, runs, seed, sizes }: Setting): Promise<Measurement> {
  const repository = generateRepository({ files: sizes.small, changes: 0, seed })
  const checkout = checkoutOf(repository)
  const cache = mkdtempSync(join(tmpdir(), 'readiness-bench-cache-'))
  try {
    stage(checkout.folder, repository.paths.slice(0, 3), policy)
    const check = () => runNode([cli, 'check', '--staged', '--repo', checkout.folder, '--base', 'main', '--cache', cache], { times: 3 })
    await check()
    return await inTurns({
      name,
      runs,
      target: { most: 6 },
      note: `the verdict of \`check --staged\` on 3 files of ${sizes.small}, all known${policy === undefined ? '' : ', under a policy'}, against \`--version\``,
      one: check,
      other: () => runNode([cli, '--version'], { times: TIMES }),
    })
  } finally {
    rmSync(cache, { recursive: true, force: true })
    checkout.dispose()
    repository.dispose()
  }
}

/** A change of these files, staged over a commit of the policy. */
function stage(folder: string, paths: readonly string[], policy: string | undefined): void {
  const git = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync('git', args, { cwd: folder })
    if (status !== 0) throw new Error(`git ${args[0]}: ${String(stderr)}`)
  }
  if (policy !== undefined) {
    writeFileSync(join(folder, '.readiness.yml'), policy)
    git('add', '--all')
    const author = ['user.name=Bench', 'user.email=bench@example.com', 'commit.gpgSign=false'].flatMap((setting) => ['-c', setting])
    git(...author, 'commit', '--quiet', '--message', 'policy')
  }
  for (const path of paths) appendFileSync(join(folder, path), '\n')
  git('add', '--all')
}
