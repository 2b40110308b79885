import { envReads } from '#formats/code/environment'
import { isDevelopmentOnly } from '#formats/code/guards'
import type { Code, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Decision } from './deciders.ts'

const OFF =
  /^(?:(?:AUTH|AUTHENTICATION|AUTHN|JWT|OIDC|TOKEN_VALIDATION|SECURITY)_?(?:DISABLED|BYPASS|SKIP|MOCK|OFF)|(?:DISABLE|SKIP|BYPASS|MOCK|FAKE|NO|USE_?MOCK|USE_?FAKE)_?(?:AUTH|AUTHENTICATION|AUTHN|JWT|LOGIN|TOKEN_VALIDATION))$/i
const ON = /^(?:(?:AUTH|AUTHENTICATION|JWT|OIDC)_?(?:ENABLED|REQUIRED)|(?:ENABLE|REQUIRE|VERIFY)_?(?:AUTH|AUTHENTICATION|JWT|TOKENS?))$/i

/** Switches that leave authentication out unless someone says otherwise. */
export function switches(code: Code): readonly Decision[] {
  const reads = envReads(code).flatMap(({ name, default: given, range, scope }): Decision[] => {
    if (!given || !isSwitch(name) || isDevelopmentOnly(scope)) return []
    return [{ subject: name, range, about: 'switch', fault: leavesOut(name, given) ? 'switched off' : undefined }]
  })
  const constants = code.assignments.flatMap(({ target, value, range, scope }): Decision[] => {
    const name = target.slice(target.lastIndexOf('.') + 1)
    if (value.kind !== 'boolean' || !scope.moduleLevel || !isSwitch(name) || isDevelopmentOnly(scope)) return []
    if (/dev|local|test/i.test(scope.class ?? '') || reads.some((read) => encloses(range, read.range))) return []
    return [{ subject: name, range, about: 'switch', fault: leavesOut(name, value) ? 'switched off' : undefined }]
  })
  const known = new Set(reads.map((read) => `${read.range.start.line}`))
  return [...reads, ...constants.filter((one) => !known.has(`${one.range.start.line}`))]
}

function isSwitch(name: string): boolean {
  return OFF.test(spelled(name)) || ON.test(spelled(name))
}

/** `AUTH_DISABLED` for `authDisabled`, `app.auth.disabled` and `Auth:Disabled`. */
function spelled(name: string): string {
  const [last = '', before] = name.split(/[.:]/).toReversed()
  return (before !== undefined && /^\w{1,12}$/.test(last) && !/_/.test(last) ? `${before}_${last}` : last)
    .replaceAll('-', '_')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
}

function leavesOut(name: string, given: Value): boolean {
  const text =
    given.kind === 'string'
      ? given.text.toLowerCase()
      : given.kind === 'boolean'
        ? String(given.value)
        : given.kind === 'number'
          ? String(given.value)
          : ''
  const says = /^(?:true|1|yes|on)$/.test(text) ? true : /^(?:false|0|no|off)$/.test(text) ? false : undefined
  if (says === undefined) return false
  return OFF.test(spelled(name)) ? says : !says
}
