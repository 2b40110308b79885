import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What one run of a command cost. */
export interface Cost {
  /** Milliseconds of CPU time of the process and of everything that it waited for, in ticks of 10 ms. */
  readonly cpu: number
  /** Milliseconds that passed. */
  readonly wall: number
  /** Most megabytes that the process itself had in memory. */
  readonly peak: number
}

export interface RunOptions {
  readonly cwd?: string | undefined
  /** Codes that it may exit with; 0 unless said otherwise. */
  readonly expect?: readonly number[]
  /** The cores that it may use, as `taskset` names them; all unless said otherwise. */
  readonly cores?: string | undefined
  /** So often, so that ticks of 10 ms do not decide; the cost is that of one. */
  readonly times?: number
}

/** Runs a command to its end. Rejects when it exits with a code that is not expected. One at a time. */
export async function run(command: string, args: readonly string[], { times = 1, ...options }: RunOptions = {}): Promise<Cost> {
  const [before, start] = [childTicks(), performance.now()]
  let peak = 0
  for (let turn = 0; turn < times; turn++) peak = Math.max(peak, await runOnce(command, args, options))
  return { cpu: ((childTicks() - before) * 10) / times, wall: (performance.now() - start) / times, peak }
}

/** Runs a script on this Node. */
export function runNode(args: readonly string[], options?: RunOptions): Promise<Cost> {
  return run(process.execPath, args, options)
}

const LOOK_EVERY = 20

async function runOnce(command: string, args: readonly string[], { cwd, expect = [0], cores }: RunOptions): Promise<number> {
  const [program, all] = cores === undefined ? [command, args] : ['taskset', ['--cpu-list', cores, command, ...args]]
  const child = spawn(program, all, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = `${said}${chunk}`.slice(-2_000)
  })
  let peak = 0
  const looking = setInterval(() => {
    peak = Math.max(peak, child.pid === undefined ? 0 : peakMemory(child.pid))
  }, LOOK_EVERY)
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  }).finally(() => clearInterval(looking))
  if (!expect.includes(status ?? -1)) throw new Error(`${command} ${args.join(' ')}: exit ${status}: ${said}`)
  return peak
}

/** Most megabytes that a process has had in memory so far; 0 of one that has ended. */
export function peakMemory(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000)
  } catch {
    return 0
  }
}

/** `cutime` and `cstime` of proc(5): ended children and theirs, in clock ticks (100 a second on Linux). */
function childTicks(): number {
  return ticks('self', 13)
}

/** Milliseconds of CPU time that a process that runs has taken, with all of its threads. */
export function cpuOf(pid: number): number {
  return ticks(pid, 11) * 10
}

function ticks(pid: number | 'self', first: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return Number(fields[first]) + Number(fields[first + 1])
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
