import type { Catalogue } from '#model/check'
import type { PolicyFile } from '#model/policy-file'
import { readDocument } from './document.ts'
import type { Origin, Parsed, PolicyLayer } from './layer.ts'
import { problemAt } from './problem.ts'
import type { PolicyEntry } from './schema.ts'

/** Nothing where there is no file. */
export type FileRead = Parsed<{ readonly layer?: PolicyLayer | undefined }>
export type ReadPolicy = (file: PolicyFile, origin: Origin) => Promise<FileRead>

/** Policies that had no mistakes under a catalogue, by everything else that this depends on. Plain data on both sides. */
export interface KnownPolicies {
  get(about: unknown): PolicyEntry | undefined
  put(about: unknown, entry: PolicyEntry): void
}

/** Reads policy files. One that is known to have no mistakes is not looked through again. */
export function policyReader(catalogue: Catalogue, known?: KnownPolicies): ReadPolicy {
  return async ({ content }, origin) => {
    if (content.state === 'absent') return {}
    if (content.state === 'unusable')
      return { problems: [problemAt(origin.path, START, `The policy is not a plain file: ${content.reason}.`)] }
    const { path, owner, inherited } = origin
    const about = { text: content.text, path, owner, inherited }
    const entry = known?.get(about)
    const document = entry && readDocument(content.text, path)
    if (document && !('problems' in document)) return { layer: { origin, entry, places: document.places } }
    // The language of a policy takes longer to load than it takes to judge without one.
    const { readLayer } = await import('./layer.ts')
    const read = readLayer(content.text, origin, catalogue)
    if (!read.problems) known?.put(about, read.layer.entry)
    return read
  }
}

const START = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }
