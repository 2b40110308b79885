import type { Catalogue } from '#model/check'
import type { Policy } from '#model/policy'
import type { Engine } from './evaluate/engine.ts'
import { customChecks, customDigest } from './policy/custom/check.ts'

/** The engine of the catalogue, and a second one where the policy declares controls of its own: their facts depend on their definition too. */
export function enginesFor({ custom }: Policy, engine: Engine): readonly Engine[] {
  if (custom.length === 0) return [engine]
  return [engine, { ...engine, catalogue: customChecks(custom), version: `${engine.version} ${customDigest(custom)}` }]
}

/** Every control that is judged under a policy. */
export function catalogueFor({ custom }: Policy, { catalogue }: Engine): Catalogue {
  return custom.length === 0 ? catalogue : { ...catalogue, ...customChecks(custom) }
}
