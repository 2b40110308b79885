import type { Bundle } from '#model/facts'
import type { Blob, Entry, Snapshot } from '#model/snapshot'
import { collector } from './collector.ts'
import { distribute } from './distribute.ts'
import { count, type Engine } from './engine.ts'
import { collectLink } from './links.ts'
import { collectorOf, look } from './look.ts'

/** What these entries say, in any order, from their content. Rejects when the host does not give all of it. */
export async function* read(snapshot: Snapshot, entries: readonly Entry[], engine: Engine): AsyncIterable<readonly [Entry, Bundle]> {
  if (entries.length === 0) return
  const byBlob = Map.groupBy(entries, ({ blob }) => blob)
  count(engine, 'read', byBlob.size)
  const missing = new Set(byBlob.keys())
  const apart: [Entry, Bundle][] = []
  async function* files() {
    for await (const content of snapshot.read([...byBlob.keys()])) {
      missing.delete(content.blob)
      for (const entry of byBlob.get(content.blob) ?? []) {
        if (content.bytes && entry.kind !== 'symlink') yield { path: entry.path, bytes: content.bytes, entry }
        else apart.push([entry, withoutLook(entry, content, engine)])
      }
    }
  }
  const distributed = distribute(files(), { expected: entries.length, pool: poolOf(engine), here: (file) => look(file, engine) })
  for await (const [{ entry, bytes }, bundle] of distributed) yield [entry, counted(bytes, bundle, engine)]
  yield* apart
  if (missing.size > 0) throw new Error(`The host did not return ${missing.size} of ${byBlob.size} blobs of ${snapshot.revision}.`)
}

/** Controls that a policy declares are known to nobody but this thread. */
function poolOf({ pool, catalogue }: Engine): Engine['pool'] {
  return pool?.catalogue === catalogue ? pool : undefined
}

function counted(bytes: Uint8Array, bundle: Bundle | undefined, engine: Engine): Bundle {
  count(engine, 'collected', 1)
  count(engine, 'bytes', bytes.length)
  if (!bundle) return { facts: {} }
  count(engine, 'parsed', 1)
  count(engine, 'parsedBytes', bytes.length)
  return bundle
}

function withoutLook({ path }: Entry, { bytes, unreadable }: Blob, engine: Engine): Bundle {
  return bytes ? collectLink(path, bytes, collectorOf(engine)) : withheld(unreadable, engine, path)
}

/** The host has no content for it (over its own limit): whoever names the file has not seen it. */
function withheld(reason: string, { catalogue, comments }: Engine, path: string): Bundle {
  const controls = Object.keys(catalogue).filter((id) => collector({ [id]: catalogue[id]! }, comments).reads(path))
  return { facts: {}, unreadable: { reason, cause: 'limit', text: true, controls } }
}
