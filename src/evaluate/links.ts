import { posix } from 'node:path'
import type { Bundle } from '#model/facts'
import type { Collector } from './collector.ts'

/**
 * What a symbolic link says: it is never followed, because where it leads may be outside of the repository. Whoever runs the code does follow it,
 * so it is unreadable to the checks that name it, but for those that look at the file itself.
 */
export function collectLink(path: string, bytes: Uint8Array, reader: Pick<Collector, 'controls'>): Bundle {
  const target = targetOf(path, Buffer.from(bytes).toString('utf8'))
  const named = reader.controls(path)
  const seen = new Set(target === undefined ? [] : reader.controls(target))
  const blind = named.filter((id) => !seen.has(id))
  const unreadable = { reason: 'a symbolic link, and those are not followed', cause: 'limit', text: true } as const
  return { facts: {}, unreadable: blind.length > 0 ? { ...unreadable, controls: blind } : { ...unreadable, controls: named, target } }
}

/** A path of the repository, or nothing that we could see. */
function targetOf(path: string, link: string): string | undefined {
  const target = posix.join(posix.dirname(path), link)
  return link.startsWith('/') || target === '.' || target.startsWith('..') ? undefined : target
}
