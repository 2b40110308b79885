import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, release, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { version } from '../src/version.ts'
import type { Setting } from './measurement.ts'
import { chosen, UnknownMeasurement } from './measurements.ts'
import { asJson, asMarkdown, asText, type Line } from './report.ts'

/**
 * `npm run bench -- [--only NAME]… [--json] [--checkout FOLDER]… [--runs N]`: builds `dist/`, measures, prints a table (or JSON), and after
 * a whole run writes `bench/results.md`. `--checkout` adds a tree of real source to the speeds.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    checkout: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '7' },
  },
})

const ROOT = join(import.meta.dirname, '..')
const setting: Setting = {
  cli: join(ROOT, 'dist/cli.js'),
  runs: Number(values.runs),
  seed: 7,
  sizes: { small: 500, middle: 5_000, large: 50_000 },
  checkouts: values.checkout,
  tools: join(tmpdir(), 'readiness-bench-tools'),
}

try {
  await bench()
} catch (error) {
  if (!(error instanceof UnknownMeasurement)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}

async function bench(): Promise<void> {
  const measures = chosen(values.only)
  told('node', [join(ROOT, 'scripts/build.ts')])
  const lines: Line[] = []
  for (const [name, measure] of measures) {
    const start = performance.now()
    process.stderr.write(`${name} …`)
    lines.push(...(await measure(setting).catch((error: Error) => [failed(name, error)])))
    process.stderr.write(` ${((performance.now() - start) / 1000).toFixed(0)} s\n`)
  }
  process.stdout.write(values.json ? asJson(lines) : asText(lines))
  if (values.only.length === 0) writeFileSync(join(ROOT, 'bench/results.md'), asMarkdown(lines, circumstances()))
}

/** One that breaks does not take the others with it. */
function failed(name: string, { message }: Error): Line {
  process.exitCode = 1
  return { name, missing: `failed: ${message.split('\n', 1)[0]}` }
}

function circumstances() {
  const commit = told('git', ['rev-parse', '--short', 'HEAD'])
  const extra = process.argv.slice(2).filter((one) => one !== '--json')
  return {
    machine: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() || 'of an unnamed kind'}, ${Math.round(totalmem() / 1e9)} GB, ${type()} ${release()}`,
    versions: `readiness ${version} (${commit}), Node ${process.versions.node}, ${told('git', ['--version'])}`,
    command: ['npm run bench', ...(extra.length > 0 ? ['--', ...extra] : [])].join(' '),
    day: new Date().toISOString().slice(0, 10),
  }
}

/** What a command says; it must succeed. */
function told(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command === 'node' ? process.execPath : command, args, { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`)
  return stdout.trim()
}
