import { onceFor } from '#model/once'
import { functionAround } from '../code/around.ts'
import { positional } from '../code/lookup.ts'
import { modulesOf } from '../code/origins.ts'
import { placeOfCall } from '../code/place.ts'
import type { Call, Code } from '../code/view.ts'
import { isAboutExpired, type TokenUse, use } from './use.ts'

/** jjwt, java-jwt and Nimbus. */
export function javaTokens(code: Code): readonly TokenUse[] {
  if (!modulesOf(code).some((module) => /^(?:io\.jsonwebtoken|com\.auth0\.jwt|com\.nimbusds)/.test(module))) return []
  return [...code.calls.flatMap((call) => called(code, call)), ...expired(code)]
}

function called(code: Code, call: Call): readonly TokenUse[] {
  if (/^(?:parseClaimsJwt|parsePlaintextJwt|parseUnsecuredClaims|parseUnsecuredContent)$/.test(call.method))
    return [use(call, 'unverified', placeOfCall(call))]
  // It takes tokens without a signature as well, whatever the key.
  if (call.method === 'parse' && call.args.length === 1 && /^Jwts\.parser(?:Builder)?$/.test(rootOf(call))) return [use(call, 'unverified')]
  if (/^(?:parseClaimsJws|parseSignedClaims)$/.test(call.method)) return [use(call, chainHas(call, /^unsecured$/) ? 'none' : undefined)]
  if (call.callee === 'Algorithm.none' || call.callee === 'PlainJWT.parse') return [use(call, 'none')]
  if (call.callee === 'JWT.decode') return decoded(code, call)
  if (/^(?:SignedJWT|JWTParser)\.parse$/.test(call.callee)) return read(code, call)
  if (call.method === 'compact' && rootOf(call) === 'Jwts.builder')
    return built(call, /^(?:setExpiration|expiration)$/, /^(?:setClaims|claims|addClaims)$/)
  if (call.method === 'sign' && rootOf(call) === 'JWT.create') return built(call, /^withExpiresAt$/, /^withPayload$/)
  return call.method === 'verify' && call.callee.startsWith('JWT.require()') ? [use(call)] : []
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

function decoded(code: Code, call: Call): readonly TokenUse[] {
  const { verifies, asks } = decoding(functionAround(code, call.range) ?? code)
  if (verifies) return [use(call)]
  return asks && !isAboutExpired(call) ? [use(call, 'trusted unverified')] : []
}

const decoding = onceFor(({ calls }: Pick<Code, 'calls'>) => ({
  verifies: calls.some(({ method }) => /^(?:verify|validate)\w*$/.test(method)),
  asks: calls.some(({ method }) => /^(?:getSubject|getClaims?)$/.test(method)),
}))

/** Of Nimbus: nothing in the file verifies, and somebody is taken out of it. */
function read(code: Code, call: Call): readonly TokenUse[] {
  const { verifies, asks } = reading(code)
  return !verifies && asks && !isAboutExpired(call) ? [use(call, 'trusted unverified')] : []
}

const reading = onceFor(({ calls }: Code) => ({
  verifies: calls.some(({ method }) => /verif|validate|process|decode|^check/i.test(method)),
  asks: calls.some(({ method }) => /^(?:getSubject|getStringClaim|getClaim)$/.test(method)),
}))

/** `catch (ExpiredJwtException e) { return e.getClaims(); }` */
function expired({ catches }: Code): readonly TokenUse[] {
  return catches.flatMap(({ types, variable, returns, scope }): TokenUse[] => {
    const claims = returns.find((value) => value.kind === 'call' && value.callee === `${variable}.getClaims`)
    const isWrong = types.some((type) => type.endsWith('ExpiredJwtException')) && claims?.kind === 'call' && !isAboutExpired({ scope })
    return isWrong && positional(claims, 0) === undefined ? [use(claims, 'expired accepted')] : []
  })
}
