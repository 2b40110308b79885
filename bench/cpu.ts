import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What one run of a command cost. */
export interface Cost {
  /** Milliseconds of CPU time of the process and of everything that it waited for, in ticks of 10 ms. */
  readonly cpu: number
  /** Milliseconds that passed. */
  readonly wall: number
}

/** Runs a command to its end. Throws when it exits with a code that is not expected. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly expect?: readonly number[]; readonly env?: NodeJS.ProcessEnv } = {},
): Cost {
  const [before, start] = [childTicks(), performance.now()]
  const { status, stderr, error } = spawnSync(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, maxBuffer: 1e9 })
  const cost = { cpu: (childTicks() - before) * 10, wall: performance.now() - start }
  if (error || !(options.expect ?? [0]).includes(status ?? -1))
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `exit ${status}: ${String(stderr)}`}`)
  return cost
}

/** `cutime` and `cstime` of proc(5): ended children and theirs, in clock ticks (100 a second on Linux). */
function childTicks(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')
  return Number(fields[13]) + Number(fields[14])
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
