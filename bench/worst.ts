import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Cost, runNode } from './cpu.ts'
import type { Measure, Measurement, Setting } from './measurement.ts'
import { generateRepository, seeded } from './repository.ts'

/** What must stay bounded: seconds, and megabytes of memory. */
interface Bound {
  readonly name: string
  readonly seconds: number
  readonly megabytes: number
  readonly note: string
}

/** A pull request that touches everything. */
export const largePullRequest: Measure = async ({ cli, seed, sizes }) => {
  const repository = generateRepository({ files: sizes.middle, changes: 1, changed: 3_000, seed })
  const cache = mkdtempSync(join(tmpdir(), 'readiness-bench-cache-'))
  const check = (head: string) =>
    runNode([cli, 'check', '--repo', repository.folder, '--base', 'main', '--head', head, '--format', 'json', '--cache', cache])
  try {
    await check('main')
    const note = `\`check\` of a branch that changes 3,000 of ${repository.files} files, its base known`
    return bounded({ name: 'worst-3000-file-pull-request', seconds: 20, megabytes: 512, note }, await check('change-0'))
  } finally {
    rmSync(cache, { recursive: true, force: true })
    repository.dispose()
  }
}

const LINE = "INSERT INTO ledger VALUES (1042, 'invoice', 99.5, 'settled by transfer');\n"

/** A dump that somebody committed. */
export const hugeBlob: Measure = (setting) =>
  ofFiles(
    setting,
    { name: 'worst-100-mb-blob', seconds: 15, megabytes: 512, note: 'audit of a folder with one text file of 100 MB' },
    { 'backup/dump.sql': LINE.repeat(Math.floor(99_900_000 / LINE.length)) },
  )

/** What bundlers and exporters write. */
export const longLines: Measure = (setting) => {
  const files = {
    'src/bundle.js': `var a=[${'{"name":"order","total":1.5,"log":console.log("x")},'.repeat(19_000)}]\n`,
    'src/words.py': `WORDS = "${'webhook token session '.repeat(45_000)}"\n`,
    'data/export.json': `[${'{"id":1,"email":"a@example.com"},'.repeat(30_000)}{}]\n`,
    'deploy/values.yaml': `list: [${'{image: nginx, tag: "1.2.3"}, '.repeat(33_000)}]\n`,
    'docs/notes.md': `${'the runbook of the service is here '.repeat(28_000)}\n`,
    '.env': `DATABASE_URL=${'postgres-of-the-service-'.repeat(41_000)}\n`,
  }
  return ofFiles(
    setting,
    { name: 'worst-1-mb-lines', seconds: 20, megabytes: 768, note: 'audit of six kinds of files of one line of 1 MB each' },
    files,
  )
}

/** A repository that nobody ever looked after. */
export const manyFindings: Measure = (setting) => {
  const random = seeded(setting.seed)
  const files = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [
      `services/s${index}/docker-compose.yml`,
      `services:\n${Array.from({ length: 5 }, (_, number) => `  app${number}:\n    image: acme/app${Math.floor(random() * 900)}:latest\n`).join('')}`,
    ]),
  )
  return ofFiles(
    setting,
    { name: 'worst-10000-findings', seconds: 15, megabytes: 512, note: 'audit of a folder with 10,000 findings, as text' },
    files,
    'pretty',
  )
}

async function ofFiles(
  { cli }: Setting,
  bound: Bound,
  files: Readonly<Record<string, string>>,
  format = 'json',
): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-bench-worst-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return bounded(bound, await runNode([cli, 'audit', folder, '--format', format, '--no-cache']))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function bounded({ name, seconds, megabytes, note }: Bound, { cpu, wall, peak }: Cost): readonly Measurement[] {
  const passed = `${note}; ${(wall / 1000).toFixed(1)} s on the clock`
  return [
    { name, unit: 's CPU', median: cpu / 1000, runs: 1, target: { most: seconds }, note: passed },
    { name: `${name}-memory`, unit: 'MB', median: peak, runs: 1, target: { most: megabytes }, note: `the most memory of the same run` },
  ]
}
