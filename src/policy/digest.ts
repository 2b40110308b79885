import { createHash } from 'node:crypto'
import type { Policy } from '#model/policy'

/**
 * Equal for policies under which the same files are judged the same: what was judged under one holds under the other.
 * Source, mode, gate, waivers and what the report shows are left out: they act on the result.
 */
export function policyDigest({ rules, paths, weights, services, attestations, custom, profile }: Policy): string {
  const said = attestations.map(({ control, by, evidence, expires }) => ({ control, by, evidence, expires }))
  return digestOf({ rules, paths, weights, services, attestations: said, custom, profile })
}

/** The same for equal data, whatever the order of its keys. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 32)
}

function canonical(value: unknown): string {
  if (value instanceof Map) return `M${canonical([...value].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)))}`
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${fields
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`)
    .join(',')}}`
}
