import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A neighbour that looks for credentials, as a command over a folder. */
export interface Peer {
  readonly title: string
  readonly command: string
  readonly args: (folder: string) => readonly string[]
  /** What it exits with when all went well, with and without findings. */
  readonly expect: readonly number[]
}

export type Installed = Peer | { readonly missing: string }

const SECRETLINT = { secretlint: '13.0.6', '@secretlint/secretlint-rule-preset-recommend': '13.0.7' } as const
const GITLEAKS = 'v8.30.0'

/** From the npm registry, as its own documentation says. */
export function secretlint(tools: string): Installed {
  const folder = join(tools, 'secretlint')
  const program = join(folder, 'node_modules/secretlint/bin/secretlint.js')
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true })
    const packages = Object.entries(SECRETLINT).map(([name, version]) => `${name}@${version}`)
    const problem = install('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', ...packages])
    if (problem) return { missing: problem }
  }
  const config = join(folder, 'secretlintrc.json')
  writeFileSync(config, JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }))
  return {
    title: `secretlint ${SECRETLINT.secretlint}`,
    command: process.execPath,
    args: () => [program, '--secretlintrc', config, '--secretlintignore', '/dev/null', '**/*'],
    expect: [0, 1],
  }
}

/** From the proxy of Go modules, built here. */
export function gitleaks(tools: string): Installed {
  const folder = join(tools, 'gitleaks')
  const program = join(folder, 'gitleaks')
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true })
    const problem = install('go', ['install', `github.com/zricethezav/gitleaks/v8@${GITLEAKS}`], { GOBIN: folder })
    if (problem) return { missing: problem }
  }
  return {
    title: `gitleaks ${GITLEAKS}`,
    command: program,
    args: (folder) => ['dir', '--no-banner', '--log-level', 'error', folder],
    expect: [0, 1],
  }
}

const PATIENCE = 10 * 60_000

/** Why it could not be installed, in the installer's last words. */
function install(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string | undefined {
  process.stderr.write(`installing: ${command} ${args.join(' ')}\n`)
  const { status, stderr, error } = spawnSync(command, args, { env: { ...process.env, ...env }, timeout: PATIENCE, encoding: 'utf8' })
  if (status === 0) return
  const last = stderr?.trim().split('\n').at(-1)
  return `could not be installed: ${error?.message ?? last ?? `${command} ended with ${status}`}`
}
