import type { Snapshot } from '#model/snapshot'
import type { MergedPull } from '../../src/simulate.ts'
import { memorySnapshot } from './memory-snapshot.ts'

export type Files = Record<string, string>

function counted(snapshot: Snapshot, reads: Map<string, number>): Snapshot {
  return {
    ...snapshot,
    async *read(blobs) {
      for (const blob of blobs) reads.set(blob, (reads.get(blob) ?? 0) + 1)
      yield* snapshot.read(blobs)
    },
  }
}

/** A history of pull requests over many files, each built on the one before. */
export function mergedPulls(files: number, pulls: number, change: (files: Files, index: number) => string) {
  const reads = new Map<string, number>()
  const state: Files = Object.fromEntries(
    Array.from({ length: files }, (_, index) => [`src/part${index % 40}/file${index}.yaml`, `key${index}: fine\nother: fine\n`]),
  )
  const merged: MergedPull[] = []
  let base = counted(memorySnapshot('c0', state), reads)
  for (let index = 1; index <= pulls; index++) {
    const title = change(state, index)
    const head = counted(memorySnapshot(`c${index}`, { ...state }), reads)
    merged.push({ commit: `c${index}`, title, base, head })
    base = head
  }
  return { merged, reads }
}
