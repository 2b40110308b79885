import { type Bundle, isSilent } from '#model/facts'
import type { Change, Entry, Snapshot } from '#model/snapshot'
import { type FileState, filesIn, type Part, partFrom, partIndex, partsFrom } from '../facts/part.ts'
import { type FactKey, factKey, type State } from '../facts/store.ts'
import { count, type Engine } from './engine.ts'
import { collectorOf } from './look.ts'
import { read } from './read.ts'
import { turnstile } from './turnstile.ts'

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
  return inTurn(entries.length, async () => ({
    tree: snapshot.tree,
    parts: partsFrom(engine.version, await say(snapshot, entries, engine)),
  }))
}

/** What a whole tree says fills memory until it is dealt out, and one thread is not faster with several of them. */
const inTurn = turnstile(60_000)

/** What these entries say: from the store as far as it knows, the rest by reading. Silent files are left out. */
async function say(snapshot: Snapshot, entries: readonly Entry[], engine: Engine): Promise<Map<string, FileState>> {
  const reader = collectorOf(engine)
  const files = new Map<string, FileState>()
  const add = ({ path, blob }: Entry, bundle: Bundle) => isSilent(bundle) || files.set(path, { blob, bundle })
  const unknown: Entry[] = []
  for (const some of inBatches(entries.filter(({ kind, path }) => kind !== 'submodule' && reader.reads(path)))) {
    const known = engine.facts.get(some.map((entry) => keyOf(entry, engine)))
    for (const entry of some) {
      const bundle = known.get(keyOf(entry, engine))
      if (bundle) add(entry, bundle)
      else unknown.push(entry)
    }
  }
  let fresh: [Entry, Bundle][] = []
  const keep = () => {
    engine.facts.put(fresh.map(([entry, bundle]) => [keyOf(entry, engine), bundle] as const))
    fresh = []
  }
  for await (const [entry, bundle] of read(snapshot, unknown, engine)) {
    add(entry, bundle)
    if (fresh.push([entry, bundle]) === BATCH) keep()
  }
  keep()
  return files
}

/** Files of one transaction of the store. */
const BATCH = 256

function* inBatches<Item>(items: readonly Item[]): Iterable<readonly Item[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH)
}

/** A link and a file can have the same bytes. */
function keyOf({ path, blob, kind }: Entry, { version }: Engine): FactKey {
  return factKey(version, path, kind === 'symlink' ? `link ${blob}` : blob)
}
