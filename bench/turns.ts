import { type Cost, median } from './cpu.ts'
import type { Measurement, Target } from './measurement.ts'

export interface Contest {
  readonly name: string
  readonly runs: number
  readonly target?: Target
  readonly note: string
  /** What is measured, and what it is held against. They get the number of the turn. */
  readonly one: (turn: number) => Promise<Cost>
  readonly other: (turn: number) => Promise<Cost>
  /** What counts: CPU time unless said otherwise, because others may be at work on the machine. */
  readonly by?: 'cpu' | 'wall'
}

/** Two commands in turns, so that whatever else the machine does happens to both. */
export async function inTurns({ name, runs, target, note, one, other, by = 'cpu' }: Contest): Promise<Measurement> {
  const costs: { readonly mine: Cost; readonly others: Cost }[] = []
  for (let turn = 0; turn < runs; turn++) costs.push({ mine: await one(turn), others: await other(turn) })
  const [value, against] = [median(costs.map(({ mine }) => mine[by])), median(costs.map(({ others }) => others[by]))]
  const passed = `${seconds(costs.map(({ mine }) => mine.wall))} against ${seconds(costs.map(({ others }) => others.wall))} on the clock`
  return {
    name,
    unit: by === 'cpu' ? 'ms CPU' : 'ms',
    median: value,
    against,
    ratio: value / against,
    runs,
    target,
    note: `${note}; ${passed}`,
  }
}

function seconds(times: readonly number[]): string {
  return `${(median(times) / 1000).toFixed(2)} s`
}
