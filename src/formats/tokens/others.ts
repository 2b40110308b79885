import { argumentOf, constantText, positional } from '../code/lookup.ts'
import type { Assignment, Call, Code, Entry, Scope, Value } from '../code/view.ts'
import { algorithmFault, expires, functionAround, isAboutExpired, isFalse, type TokenUse, use } from './use.ts'

/** jjwt, java-jwt and Nimbus. */
export function javaTokens(code: Code): readonly TokenUse[] {
  if (!code.imports.some(({ module }) => /^(?:io\.jsonwebtoken|com\.auth0\.jwt|com\.nimbusds)/.test(module))) return []
  return code.calls.flatMap((call) => {
    if (/^(?:parseClaimsJwt|parsePlaintextJwt|parseUnsecuredClaims|parseUnsecuredContent)$/.test(call.method))
      return [use(call, 'unverified')]
    if (/^(?:parseClaimsJws|parseSignedClaims)$/.test(call.method)) return [use(call, chainHas(call, /^unsecured$/) ? 'none' : undefined)]
    if (call.callee === 'Algorithm.none' || call.callee === 'PlainJWT.parse') return [use(call, 'none')]
    if (call.callee === 'JWT.decode') return javaDecoded(code, call)
    if (call.method === 'compact' && rootOf(call) === 'Jwts.builder')
      return built(call, /^(?:setExpiration|expiration)$/, /^(?:setClaims|claims|addClaims)$/)
    if (call.method === 'sign' && rootOf(call) === 'JWT.create') return built(call, /^withExpiresAt$/, /^withPayload$/)
    return call.method === 'verify' && call.callee.startsWith('JWT.require()') ? [use(call)] : []
  })
}

function chainOf(call: Call): readonly Call[] {
  return call.receiver?.kind === 'call' ? [...chainOf(call.receiver), call] : [call]
}

function chainHas(call: Call, method: RegExp): boolean {
  return chainOf(call).some((one) => method.test(one.method))
}

function rootOf(call: Call): string {
  return chainOf(call)[0]!.callee
}

function built(call: Call, ends: RegExp, opaque: RegExp): readonly TokenUse[] {
  const isUnsigned = chainOf(call).some(
    ({ method, args }) => method === 'signWith' && args.some(({ value }) => value.kind === 'name' && /(?:^|\.)NONE$/.test(value.name)),
  )
  if (isUnsigned) return [use(call, 'none')]
  if (chainHas(call, ends)) return [use(call)]
  const named = chainOf(call).some(
    ({ method, args }) => /claim/i.test(method) && args[0]?.value.kind === 'string' && args[0].value.text === 'exp',
  )
  return named || chainHas(call, opaque) ? [] : [use(call, 'never expires')]
}

function javaDecoded(code: Code, call: Call): readonly TokenUse[] {
  const around = functionAround(code, call.range)
  const calls = around?.calls ?? code.calls
  if (calls.some(({ method }) => /^(?:verify|validate)\w*$/.test(method))) return [use(call)]
  return calls.some(({ method }) => /^(?:getSubject|getClaims?)$/.test(method)) && !isAboutExpired(call)
    ? [use(call, 'trusted unverified')]
    : []
}

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
  if (isFalse(positional(call, 2))) {
    const verifies = (around?.calls ?? []).some((one) => one !== call && one.callee === 'JWT.decode' && !isFalse(positional(one, 2)))
    return [use(call, verifies || isAboutExpired(call) ? undefined : 'unverified')]
  }
  const fault = algorithmFault(code, argumentOf(call, 'algorithm') ?? argumentOf(call, 'algorithms'))
  if (fault) return [use(call, fault)]
  const expiry = argumentOf(call, 'verify_expiration')
  return [use(call, isFalse(expiry) && !isAboutExpired(call) ? 'expired accepted' : undefined)]
}

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

/** What .NET validates of a token. */
export function csharpTokens(code: Code): readonly TokenUse[] {
  if (!/TokenValidationParameters/.test(code.calls.map(({ callee }) => callee).join(' '))) return []
  const found: TokenUse[] = []
  for (const { key, value, range, scope } of settings(code)) {
    const fault = FAULTS[key]
    if (!fault) continue
    const subject = `${[scope.class, scope.function].filter(Boolean).join('.')} ${key}`.trim()
    const isWrong =
      key === 'SignatureValidator'
        ? value.kind === 'function' && !value.function.calls.some(({ method }) => /verify|validate/i.test(method))
        : isFalse(value)
    found.push({ subject, range, fault: isWrong && !(key === 'ValidateLifetime' && isAboutExpired({ scope })) ? fault : undefined })
  }
  return found
}

interface Setting {
  readonly key: string
  readonly value: Value
  readonly range: Entry['range']
  readonly scope: Scope
}

function settings({ entries, assignments }: Code): readonly Setting[] {
  const assigned = assignments.map(({ target, value, range, scope }: Assignment) => ({
    key: target.slice(target.lastIndexOf('.') + 1),
    value,
    range,
    scope,
  }))
  const known = new Set(entries.map(({ range }) => range.start.line * 1e5 + range.start.column))
  return [...entries, ...assigned.filter(({ range }) => !known.has(range.start.line * 1e5 + range.start.column))]
}

const FAULTS: Readonly<Record<string, TokenUse['fault']>> = {
  RequireSignedTokens: 'unverified',
  SignatureValidator: 'unverified',
  ValidateLifetime: 'expired accepted',
  RequireExpirationTime: 'never expires',
}
