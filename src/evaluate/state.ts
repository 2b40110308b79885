import { type Bundle, isSilent } from '#model/facts'
import type { Change, Entry, Snapshot } from '#model/snapshot'
import { type FileState, filesIn, type Part, partFrom, partIndex, partsFrom } from '../facts/part.ts'
import { factKey, type State } from '../facts/store.ts'
import { type Collector, collector } from './collector.ts'
import type { Engine } from './engine.ts'

/** Everything that the files of a snapshot say: known, or from the difference to a known tree, or from the whole listing. */
export async function stateOf(snapshot: Snapshot, engine: Engine): Promise<State> {
  const known = engine.states.get(snapshot.tree, engine.version)
  if (known) return known
  const state = (await fromKnownTree(snapshot, engine)) ?? (await fromListing(snapshot, engine))
  engine.states.put(state, engine.version)
  return state
}

async function fromKnownTree(snapshot: Snapshot, engine: Engine): Promise<State | undefined> {
  for (const tree of engine.states.trees(engine.version).slice(0, NEAREST)) {
    const changes = await snapshot.changes(tree)
    const known = changes && engine.states.get(tree, engine.version)
    if (!known) continue
    count(engine, 'listed', changes.length)
    const entries = changes.flatMap(({ after }) => after ?? [])
    const said = await say(snapshot, entries, engine)
    const touched = Map.groupBy(changes, ({ path }) => partIndex(path))
    return { tree: snapshot.tree, parts: known.parts.map((part, index) => changed(part, touched.get(index), said, engine)) }
  }
  return undefined
}

function changed(part: Part, changes: readonly Change[] | undefined, said: ReadonlyMap<string, FileState>, { version }: Engine): Part {
  if (!changes) return part
  const files = filesIn(part)
  for (const { path } of changes) {
    files.delete(path)
    if (said.has(path)) files.set(path, said.get(path)!)
  }
  return partFrom(version, files)
}

/** Known trees that are asked for a difference: the newest is nearly always the right one. */
const NEAREST = 2

async function fromListing(snapshot: Snapshot, engine: Engine): Promise<State> {
  const entries = await snapshot.list()
  count(engine, 'listed', entries.length)
  return { tree: snapshot.tree, parts: partsFrom(engine.version, await say(snapshot, entries, engine)) }
}

/** What these entries say: from the store as far as it knows, the rest by reading. Silent files are left out. */
async function say(snapshot: Snapshot, entries: readonly Entry[], engine: Engine): Promise<Map<string, FileState>> {
  const reader = collectorOf(engine)
  const files = new Map<string, FileState>()
  const relevant = entries.filter(({ kind, path }) => kind === 'file' && reader.reads(path))
  for (let start = 0; start < relevant.length; start += BATCH) {
    for (const [entry, bundle] of await bundles(snapshot, relevant.slice(start, start + BATCH), engine, reader)) {
      if (!isSilent(bundle)) files.set(entry.path, { blob: entry.blob, bundle })
    }
  }
  return files
}

/** Files that are in memory at once, and at most in one transaction of the store. */
const BATCH = 256

async function bundles(snapshot: Snapshot, entries: readonly Entry[], engine: Engine, reader: Collector): Promise<[Entry, Bundle][]> {
  const key = ({ path, blob }: Entry) => factKey(engine.version, path, blob)
  const known = engine.facts.get(entries.map(key))
  const unknown = entries.filter((entry) => !known.has(key(entry)))
  const fresh = new Map<Entry, Bundle>()
  if (unknown.length > 0) {
    await engine.prepare(unknown.map(({ path }) => path))
    for await (const [entry, bundle] of read(snapshot, unknown, engine, reader)) fresh.set(entry, bundle)
    engine.facts.put([...fresh].map(([entry, bundle]) => [key(entry), bundle] as const))
  }
  return entries.map((entry) => [entry, known.get(key(entry)) ?? fresh.get(entry)!])
}

async function* read(snapshot: Snapshot, entries: readonly Entry[], engine: Engine, reader: Collector): AsyncIterable<[Entry, Bundle]> {
  const byBlob = Map.groupBy(entries, ({ blob }) => blob)
  count(engine, 'read', byBlob.size)
  const missing = new Set(byBlob.keys())
  for await (const { blob, bytes, unreadable } of snapshot.read([...byBlob.keys()])) {
    missing.delete(blob)
    for (const entry of byBlob.get(blob) ?? []) {
      count(engine, 'collected', 1)
      yield [entry, bytes ? reader.collect(entry.path, bytes) : withheld(unreadable, engine, entry.path)]
    }
  }
  if (missing.size > 0) throw new Error(`The host did not return ${missing.size} of ${byBlob.size} blobs of ${snapshot.revision}.`)
}

/** The host has no content for it (over its own limit): whoever names the file has not seen it. */
function withheld(reason: string, { catalogue, comments }: Engine, path: string): Bundle {
  const controls = Object.keys(catalogue).filter((id) => collector({ [id]: catalogue[id]! }, comments).reads(path))
  return { facts: {}, unreadable: { reason, cause: 'limit', text: true, controls } }
}

function collectorOf({ catalogue, comments }: Engine): Collector {
  const known = COLLECTORS.get(catalogue)
  if (known) return known
  const made = collector(catalogue, comments)
  COLLECTORS.set(catalogue, made)
  return made
}

/** Compiling globs and literals takes milliseconds, and a server evaluates under one catalogue again and again. */
const COLLECTORS = new WeakMap<object, Collector>()

function count({ counters }: Engine, what: 'read' | 'collected' | 'listed', by: number): void {
  if (counters) counters[what] += by
}
