import { spawn } from 'node:child_process'

/** A repository as git commands see it. */
export interface Repository {
  /** Any folder inside it. */
  readonly folder: string
  /** Extra environment: another index, another place for objects. */
  readonly env?: Readonly<Record<string, string>> | undefined
}

/** Git said no: its own words, without the command line. */
export class GitError extends Error {
  override readonly name = 'GitError'
  readonly exitCode: number | null

  constructor(message: string, exitCode: number | null) {
    super(message)
    this.exitCode = exitCode
  }
}

/**
 * Reading only: no hooks, no monitor programs, no optional locks, no pager, plain paths. `safe.directory` is opened
 * because reading objects runs nothing of the repository.
 */
const CONFIG = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.quotePath=false',
  'safe.directory=*',
  'gc.auto=0',
  'protocol.allow=never',
]

/** Starts git; the caller reads and writes its streams. */
export function spawnGit({ folder, env }: Repository, args: readonly string[]) {
  return spawn('git', [...CONFIG.flatMap((entry) => ['-c', entry]), ...args], {
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** The standard output of a git command, as text. Rejects with GitError on any other exit than 0. */
export async function git(repository: Repository, ...args: readonly string[]): Promise<string> {
  const child = spawnGit(repository, args)
  child.stdin.end()
  const output: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new GitError('git was not found: install it, or check the folder.', null) : error),
    )
    child.on('close', resolve)
  })
  if (exitCode !== 0) throw new GitError(Buffer.concat(errors).toString().trim() || `git ${args[0]} ended with ${exitCode}`, exitCode)
  return Buffer.concat(output).toString()
}

/** The first line of a git command's output, or `undefined` when git says no. */
export async function ask(repository: Repository, ...args: readonly string[]): Promise<string | undefined> {
  return (await askAll(repository, ...args))?.[0]
}

/** The lines of a git command's output, without empty ones, or `undefined` when git says no. */
export async function askAll(repository: Repository, ...args: readonly string[]): Promise<readonly string[] | undefined> {
  try {
    const lines = (await git(repository, ...args)).split('\n').map((line) => line.trim())
    return lines.filter((line) => line !== '')
  } catch (error) {
    if (error instanceof GitError && error.exitCode !== null) return undefined
    throw error
  }
}
