import { argumentOf } from '../code/lookup.ts'
import type { Value } from '../code/view.ts'

/** Texts that may become longer keep their rows as they are. */
export function isWider(before: Value | undefined, after: Value): boolean {
  const [from, to] = [textType(before), textType(after)]
  return from !== undefined && to !== undefined && to >= from
}

/** How long a text of this type may be; `undefined` of other types. */
function textType(value: Value | undefined): number | undefined {
  const type = value?.kind === 'call' ? value.method : value?.kind === 'name' ? value.name.slice(value.name.lastIndexOf('.') + 1) : ''
  if (!/^(?:String|VARCHAR|Text|TEXT|Unicode|UnicodeText|AutoString)$/.test(type)) return
  const length = value?.kind === 'call' ? argumentOf(value, 'length', 0) : undefined
  return length?.kind === 'number' ? length.value : Number.POSITIVE_INFINITY
}
