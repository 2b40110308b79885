import type { Catalogue } from '#model/check'
import type { Mode, Policy } from '#model/policy'
import { builtinPolicy } from '../../src/policy/defaults.ts'

/** The built-in policy over any catalogue. */
export function policyFor(catalogue: Catalogue, mode: Mode = 'enforce'): Policy {
  return builtinPolicy({ profile: 'starter', mode, source: 'test' }, catalogue)
}
