import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import { functionAround } from '../code/around.ts'
import { argumentOf, constantText, positional } from '../code/lookup.ts'
import type { Call, Code } from '../code/view.ts'
import { algorithmFault, expires, isAboutExpired, isFalse, mayHaveExpired, type TokenUse, use } from './use.ts'

/** ruby-jwt. */
export function rubyTokens(code: Code): readonly TokenUse[] {
  return code.calls.flatMap((call) => {
    if (call.callee === 'JWT.decode') return rubyDecoded(code, call)
    if (call.callee !== 'JWT.encode') return []
    if (constantText(positional(call, 2))?.toLowerCase() === 'none') return [use(call, 'none')]
    const ends = expires(code, call, positional(call, 0))
    return ends === undefined ? [] : [use(call, ends ? undefined : 'never expires')]
  })
}

function rubyDecoded(code: Code, call: Call): readonly TokenUse[] {
  const around = functionAround(code, call.range)
  if (isFalse(positional(call, 2)) && isHeader(code, call)) return []
  if (isFalse(positional(call, 2))) {
    const verifies = around !== undefined && verifying(around).some((one) => one !== call)
    return [use(call, verifies || isAboutExpired(call) ? undefined : 'unverified')]
  }
  const fault = algorithmFault(code, argumentOf(call, 'algorithm') ?? argumentOf(call, 'algorithms'))
  if (fault) return [use(call, fault)]
  const expiry = argumentOf(call, 'verify_expiration')
  return [use(call, isFalse(expiry) && !mayHaveExpired(call) ? 'expired accepted' : undefined)]
}

const verifying = onceFor(({ calls }: Pick<Code, 'calls'>) =>
  calls.filter((one) => one.callee === 'JWT.decode' && !isFalse(positional(one, 2))),
)

/** `JWT.decode(token, nil, false).last`: which key it asks for is read before it is verified. */
function isHeader(code: Code, { range }: Call): boolean {
  return lastPartsRead(code).has(range)
}

const lastPartsRead = onceFor(
  ({ calls, expressions }: Code): ReadonlySet<Range | undefined> =>
    new Set([
      ...calls.map(({ method, receiver }) => (method === 'last' ? receiver?.range : undefined)),
      ...expressions.map(({ value }) => {
        if (value.kind === 'member') return value.property === 'last' ? value.object.range : undefined
        return value.kind === 'subscript' && value.key.kind === 'number' && value.key.value === 1 ? value.object.range : undefined
      }),
    ]),
)

/** firebase/php-jwt. */
export function phpTokens(code: Code): readonly TokenUse[] {
  if (!code.imports.some(({ module }) => module.startsWith('Firebase.JWT'))) return []
  return code.calls.flatMap((call) => {
    if (call.callee === 'JWT.encode') {
      const ends = expires(code, call, positional(call, 0))
      return ends === undefined ? [] : [use(call, ends ? undefined : 'never expires')]
    }
    if (call.callee !== 'JWT.decode') return []
    const [key, allowed] = [positional(call, 1), positional(call, 2)]
    const fault = algorithmFault(code, key?.kind === 'call' ? positional(key, 1) : allowed)
    return [use(call, fault)]
  })
}
