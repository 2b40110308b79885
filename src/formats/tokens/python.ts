import { onceFor } from '#model/once'
import { functionAround } from '../code/around.ts'
import { argumentOf, assignmentOf, positional } from '../code/lookup.ts'
import { originsOf } from '../code/origins.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { encloses } from '../ranges.ts'
import { claimsOf } from './claims.ts'
import { isIdToken, isReadByHand, isTrusted } from './trust.ts'
import {
  algorithmFault,
  expires,
  followed,
  isAboutExpired,
  isFalse,
  mayHaveExpired,
  optionOf,
  type TokenUse,
  undecided,
  use,
} from './use.ts'

/** PyJWT, python-jose and Authlib. */
export function pythonTokens(code: Code): readonly TokenUse[] {
  const originOf = originsOf(code)
  return code.calls
    .flatMap((call) => {
      const origin = originOf(call.callee)
      if (/^(?:jwt|jose\.jwt)\.decode(?:_complete)?$/.test(origin)) return decoded(code, call)
      if (/^jose\.jwt\.get_unverified_claims$/.test(origin)) return unverified(code, call)
      if (isReadByHand(call)) return isTrusted(code, call) && !isAboutExpired(call) ? [use(call, 'trusted unverified')] : []
      if (/^(?:jwt|jose\.jwt)\.encode$/.test(origin)) return encoded(code, call)
      return []
    })
    .concat(settings(code))
}

/** flask-jwt-extended, djangorestframework-jwt and Simple JWT are configured. */
function settings({ assignments, entries }: Code): readonly TokenUse[] {
  const given = [
    ...assignments.map(({ target, value, range }) => ({ key: target.slice(target.lastIndexOf('.') + 1), value, range })),
    ...entries.map(({ key, value, range }) => ({ key, value, range })),
  ]
  return given.flatMap(({ key, value, range }) => {
    const fault = Object.hasOwn(SETTINGS, key) && isFalse(value) ? SETTINGS[key] : undefined
    return fault ? [{ subject: key, range, fault }] : []
  })
}

const SETTINGS: Readonly<Record<string, TokenUse['fault']>> = {
  JWT_ACCESS_TOKEN_EXPIRES: 'never expires',
  JWT_VERIFY_EXPIRATION: 'expired accepted',
  JWT_VERIFY: 'unverified',
}

function decoded(code: Code, call: Call): readonly TokenUse[] {
  if (call.args.some(({ value }) => value.kind === 'unary' || value.kind === 'other')) return [undecided(call, SPREAD)]
  const options = call.args.find(({ name }) => name === 'options')?.value
  const verify = call.args.find(({ name }) => name === 'verify')?.value
  if (isFalse(verify) || isFalse(optionOf(code, options, 'verify_signature'))) return unverified(code, call)
  const algorithms = call.args.find(({ name }) => name === 'algorithms' || name === 'algorithm')?.value ?? positional(call, 2)
  if (!algorithms || algorithms.kind === 'null') return [use(call, 'no algorithm')]
  const fault = algorithmFault(code, algorithms)
  if (fault) return [use(call, fault, algorithms.range)]
  const expiry = optionOf(code, options, 'verify_exp')
  return [isFalse(expiry) && !mayHaveExpired(call) ? use(call, 'expired accepted', expiry!.range) : use(call)]
}

/** To read who issued a token, or which key, before it is verified is fine. */
function unverified(code: Code, call: Call): readonly TokenUse[] {
  const around = functionAround(code, call.range)
  const isVerified = (place: Place) => verifying(code)(place).some((one) => one.range !== call.range)
  if (isVerified(around ?? code)) return [use(call)]
  if (isIdToken(positional(call, 0))) return [undecided(call, STRAIGHT)]
  if (isTrusted(code, call)) return [use(call, 'unverified')]
  if (isAboutExpired(call) || onlyAsks(code, call)) return [use(call)]
  // What such a function is for is said by its name; who calls it has to know.
  if (/unverified|insecure|peek|inspect|issuer|header|expir/i.test(call.scope.function ?? '')) {
    return [isVerified(code) ? use(call) : undecided(call, UNTRUSTED)]
  }
  return [use(call, 'unverified')]
}

/** Only when it ends and who issued it is read: `jwt.decode(…)["exp"]`. */
function onlyAsks(code: Code, call: Call): boolean {
  const { asked } = claimsOf(code)
  const around = functionAround(code, call.range)
  const all = [...(asked.get(call.range) ?? []), ...(asked.get(assignmentOf(code, call)?.target ?? '') ?? [])]
  const own = all.filter(({ range }) => !around || encloses(around.range, range))
  return own.length > 0 && own.every(({ key }) => /^(?:exp|iat|nbf|iss|aud|kid|jti|typ)$/.test(key))
}

const STRAIGHT = 'An id token that comes straight from who issued it needs no check; where this one comes from cannot be seen.'
const UNTRUSTED = 'It reads a token without verifying it; whether its callers trust what it says cannot be seen.'

type Place = Pick<Code, 'calls'>

/** The calls of a function or a file that verify a token. */
const verifying = onceFor((code: Code) => {
  const originOf = originsOf(code)
  return onceFor(({ calls }: Place) => calls.filter((call) => verifies(code, call, originOf)))
})

function verifies(code: Code, call: Call, originOf: (name: string) => string): boolean {
  if (/^(?:verify|validate|check)\w*(?:token|jwt|signature)|verify_(?:oauth2|id|firebase)_token/i.test(call.method)) return true
  if (!/^(?:jwt|jose\.jwt|authlib\.jose\.jwt)\.decode/.test(originOf(call.callee))) return false
  return !isFalse(argumentOf(call, 'verify')) && !isFalse(optionOf(code, argumentOf(call, 'options'), 'verify_signature'))
}

function encoded(code: Code, call: Call): readonly TokenUse[] {
  const algorithm = argumentOf(call, 'algorithm', 2)
  const fault = algorithmFault(code, algorithm)
  if (fault) return [use(call, fault)]
  const payload = argumentOf(call, 'payload', 0) ?? argumentOf(call, 'claims', 0)
  const ends = expires(code, call, payload) ?? (isCopy(code, payload) && !speaksOfEnd(code) ? false : undefined)
  return ends === undefined ? [] : [use(call, ends ? undefined : 'never expires')]
}

/** `to_encode = data.copy()`, to which something was to be added. */
function isCopy(code: Code, payload: Value | undefined): boolean {
  const own = followed(code, payload)
  return own?.kind === 'call' && own.method === 'copy'
}

function speaksOfEnd({ strings, entries, calls, assignments }: Code): boolean {
  return (
    strings.some(({ text }) => text.startsWith('exp')) ||
    entries.some(({ key }) => key.startsWith('exp')) ||
    assignments.some(({ target }) => /exp/i.test(target)) ||
    calls.some(({ args }) => args.some(({ name }) => name?.startsWith('exp')))
  )
}

const SPREAD = 'What it is given is put together elsewhere.'
