import type { Range } from '#model/location'
import type { DataPath } from './document.ts'
import type { PolicyLayer } from './layer.ts'

/** A value of the policy and who set it. */
export interface Setting<Value> {
  readonly value: Value
  readonly by: SetBy
}

export interface SetBy {
  /** `.readiness.yml at main`, `profile standard`, `default`. */
  readonly source: string
  readonly path?: string | undefined
  readonly range?: Range | undefined
  /** Why this and not what a later file says: `locked`. */
  readonly note?: string | undefined
}

export function setBy({ origin, places }: PolicyLayer, at: DataPath): SetBy {
  return { source: origin.source, path: origin.path, range: places.key(at) }
}

/** `.readiness.yml:12 (.readiness.yml at main)`. */
export function renderSetBy({ source, path, range, note }: SetBy): string {
  const place = path && range ? `${path}:${range.start.line} (${source})` : source
  return note ? `${place}, ${note}` : place
}
