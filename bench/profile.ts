import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string } }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Of the time that the profiles in a folder saw a thread at work, the share in our own code: not Node's, a package's, the collector's. */
export function ownShare(folder: string): number {
  const sums = readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => sumsOf(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Profile))
  const add = (pick: (sum: Sums) => number) => sums.reduce((total, sum) => total + pick(sum), 0)
  return add(({ own }) => own) / add(({ busy }) => busy)
}

interface Sums {
  readonly own: number
  readonly busy: number
}

function sumsOf({ nodes, samples, timeDeltas }: Profile): Sums {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const sums = { own: 0, busy: 0 }
  for (const [index, id] of samples.entries()) {
    const { functionName, url } = frames.get(id)!
    if (functionName === '(idle)' || functionName === '(program)') continue
    sums.busy += timeDeltas[index]!
    if (/\/dist\/(?!node_modules)/.test(url)) sums.own += timeDeltas[index]!
  }
  return sums
}
