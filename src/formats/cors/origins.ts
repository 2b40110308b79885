import { allowListVerdict } from '../allow-list.ts'
import type { Code, Value } from '../code/code.ts'
import { entryOf } from '../code/lookup.ts'
import { isTrue } from '../code/unset.ts'
import { inProduction } from '../production.ts'
import type { Verdict } from '../web-setting.ts'

export { isAny } from '../allow-list.ts'

/** What a list of allowed origins says, or a switch or function in its place. */
export function originsVerdict(value: Value, code: Code, withCredentials = false): Verdict {
  return allowListVerdict(value, code, { what: 'origin', grade: withCredentials ? 'critical' : 'high' })
}

/** A switch among options that is on in production. */
export function isOn(options: Value | undefined, key: string, code: Code): boolean {
  const value = entryOf(options, key)?.value
  const unset = value && inProduction(value, code)
  return unset?.kind === 'constant' && isTrue(unset.value)
}
