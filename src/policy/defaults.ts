import type { Catalogue, Profile } from '#model/check'
import type { Mode, Policy } from '#model/policy'
import { resolvePolicy } from './resolve.ts'

/** The policy of a repository that has none. */
export function builtinPolicy(
  { profile = 'starter', mode = 'observe', source }: { readonly profile?: Profile; readonly mode?: Mode; readonly source?: string },
  catalogue: Catalogue,
): Policy {
  const name = source ?? `built-in profile ${profile}`
  const nowhere = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }
  const places = { key: () => nowhere, value: () => nowhere }
  return resolvePolicy([{ origin: { path: '', source: name }, entry: { version: 1, profile, mode }, places }], catalogue).policy
}
