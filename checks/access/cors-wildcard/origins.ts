import { allowListVerdict } from '#formats/allow-list'
import type { Code, Value } from '#formats/code/code'
import { entryOf } from '#formats/code/lookup'
import { isTrue } from '#formats/code/unset'
import { inProduction } from '#formats/production'
import type { Verdict } from '#formats/web-setting'

export { isAny } from '#formats/allow-list'

/** What a list of allowed origins says, or a switch or function in its place. */
export function originsVerdict(value: Value, code: Code, withCredentials = false): Verdict {
  return allowListVerdict(value, code, { what: 'origin', grade: withCredentials ? 'critical' : 'high' })
}

/** A switch among options that is on in production. */
export function isOn(options: Value | undefined, key: string, code: Code): boolean {
  return isTurnedOn(entryOf(options, key)?.value, code)
}

/** The same for a value. */
export function isTurnedOn(value: Value | undefined, code: Code): boolean {
  const unset = value && inProduction(value, code)
  return unset?.kind === 'constant' && isTrue(unset.value)
}
