import { spawn } from 'node:child_process'

/** Git without the habits of the machine that it runs on. */
const environment = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LC_ALL: 'C.UTF-8',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
}

/** Starts git in a bare repository; the caller owns the process. */
export function startGit(directory: string, args: readonly string[]) {
  return spawn('git', ['-c', 'core.quotePath=false', '--git-dir', directory, ...args], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** What git prints; rejects with its own words when it fails. */
export async function git(directory: string, args: readonly string[], input?: readonly Uint8Array[]): Promise<Buffer> {
  const child = startGit(directory, args)
  const output: Buffer[] = []
  const complaints: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk))
  child.stdin.on('error', () => {})
  for (const chunk of input ?? []) child.stdin.write(chunk)
  child.stdin.end()
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`git ${args[0]} ended with ${code}: ${Buffer.concat(complaints).toString().trim()}`)
  return Buffer.concat(output)
}
