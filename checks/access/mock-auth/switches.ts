import { envReads } from '#formats/code/environment'
import { isDevelopmentOnly } from '#formats/code/guards'
import type { Code, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Decision } from './deciding/deciders.ts'

const OFF =
  /^(?:(?:VITE|NEXT_PUBLIC|REACT_APP|NUXT_PUBLIC|PUBLIC|APP|API|SERVER|BACKEND|FRONTEND|DEV|ADMIN)_)?(?:(?:AUTH|AUTHENTICATION|AUTHN|JWT|OIDC|LOGIN|TOKEN_VALIDATION|SECURITY)_?(?:DISABLED|BYPASS|SKIP|MOCK|OFF)|(?:DISABLE|SKIP|BYPASS|MOCK|FAKE|NO|USE_?MOCK|USE_?FAKE)_?(?:AUTH|AUTHENTICATION|AUTHN|JWT|LOGIN|TOKEN_VALIDATION))(?:_(?:ENABLED|MODE|CHECK))?$/i
/** `AUTH_MODE=mock`. */
const KIND = /^(?:APP_|API_)?AUTH(?:ENTICATION)?_(?:MODE|PROVIDER|TYPE|STRATEGY|BACKEND|DRIVER)$/i
const ON = /^(?:(?:AUTH|AUTHENTICATION)_?(?:ENABLED|REQUIRED)|(?:ENABLE|REQUIRE|VERIFY)_?(?:AUTH|AUTHENTICATION|JWT|TOKENS?))$/i

/** Switches that leave authentication out unless someone says otherwise. */
export function switches(code: Code): readonly Decision[] {
  const reads = envReads(code).flatMap(({ name, default: given, range, scope }): Decision[] => {
    if (!given || !isSwitch(name) || isDevelopmentOnly(scope)) return []
    return [{ subject: name, range, about: 'switch', fault: leavesOut(name, given) ? 'switched off' : undefined }]
  })
  const constants = code.assignments.flatMap(({ target, value, range, scope }): Decision[] => {
    const name = target.slice(target.lastIndexOf('.') + 1)
    if (
      !/^(?:boolean|string)$/.test(value.kind) ||
      (value.kind === 'string' && !KIND.test(spelled(name))) ||
      !scope.moduleLevel ||
      !isSwitch(name) ||
      isDevelopmentOnly(scope)
    )
      return []
    if (scope.class !== undefined && !/settings|config|options/i.test(scope.class)) return []
    if (/dev|local|test/i.test(scope.class ?? '') || reads.some((read) => encloses(range, read.range))) return []
    return [{ subject: name, range, about: 'switch', fault: leavesOut(name, value) ? 'switched off' : undefined }]
  })
  // `def decode_token(token, verify=False)`.
  const given = code.functions.flatMap(({ name = '', params }) =>
    params.flatMap((param): Decision[] =>
      /^verify(?:_?(?:signature|token|jwt|auth))?$/i.test(param.name) &&
      /token|jwt|auth|claims/i.test(name) &&
      param.default?.kind === 'boolean' &&
      !param.default.value
        ? [{ subject: `${name} ${param.name}`, range: param.range, about: 'switch', fault: 'switched off' }]
        : [],
    ),
  )
  const known = new Set(reads.map((read) => `${read.range.start.line}`))
  return [...reads, ...given, ...constants.filter((one) => !known.has(`${one.range.start.line}`))]
}

function isSwitch(name: string): boolean {
  return [OFF, ON, KIND].some((one) => one.test(spelled(name)))
}

/** Whether a setting with this name leaves authentication out when it has this value. */
export function isLeftOut(name: string, value: string): boolean {
  return KIND.test(spelled(name)) ? MADE_UP.test(value) : OFF.test(spelled(name)) && SAYS_YES.test(value)
}

const MADE_UP = /^(?:mock|fake|dummy|stub|no-?op)$/i
const SAYS_YES = /^(?:true|1|yes|on)$/i

/** `AUTH_DISABLED` for `authDisabled`, `app.auth.disabled` and `Auth:Disabled`. */
function spelled(name: string): string {
  const [last = '', before] = name.split(/[.:]/).toReversed()
  return (before !== undefined && /^\w{1,12}$/.test(last) && !/_/.test(last) ? `${before}_${last}` : last)
    .replaceAll('-', '_')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
}

function leavesOut(name: string, given: Value): boolean {
  const text = given.kind === 'string' ? given.text : given.kind === 'boolean' || given.kind === 'number' ? String(given.value) : ''
  return isLeftOut(name, text) || (ON.test(spelled(name)) && /^(?:false|0|no|off)$/i.test(text))
}
