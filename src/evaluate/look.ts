import type { Bundle } from '#model/facts'
import { type Collector, collector } from './collector.ts'
import type { Engine, RawFile } from './engine.ts'

/** What one file says; `undefined` where a glance tells that no check needs to see it. */
export async function look(
  { path, bytes }: RawFile,
  engine: Pick<Engine, 'catalogue' | 'comments' | 'prepare'>,
): Promise<Bundle | undefined> {
  const parse = collectorOf(engine).glance(path, bytes)
  if (!parse) return undefined
  await engine.prepare([path])
  return parse()
}

export function collectorOf({ catalogue, comments }: Pick<Engine, 'catalogue' | 'comments'>): Collector {
  const known = COLLECTORS.get(catalogue)
  if (known) return known
  const made = collector(catalogue, comments)
  COLLECTORS.set(catalogue, made)
  return made
}

/** Compiling globs and literals takes milliseconds, and a server evaluates under one catalogue again and again. */
const COLLECTORS = new WeakMap<object, Collector>()
