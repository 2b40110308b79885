import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import { functionAround } from '../code/around.ts'
import { positional } from '../code/lookup.ts'
import { originsOf } from '../code/origins.ts'
import type { Call, Code, Func, Value } from '../code/view.ts'
import { functionNamed } from '../routes/route.ts'
import { sourceOf } from './source.ts'
import { expires, isFalse, mayHaveExpired, type TokenUse, undecided, use } from './use.ts'

/** golang-jwt and its ancestors. */
export function goTokens(file: SourceFile, code: Code): readonly TokenUse[] {
  if (!code.imports.some(({ module }) => LIBRARY.test(module))) return otherGoTokens(code)
  const originOf = originsOf(code)
  const own = (name: string) => {
    const origin = originOf(name)
    const module = code.imports.find((one) => LIBRARY.test(one.module))!.module
    return origin.startsWith(`${module}.`) ? origin.slice(module.length + 1) : name.replace(/^jwt\./, '')
  }
  return code.calls.flatMap((call) => {
    if (call.method === 'ParseUnverified') return unverified(file, code, call)
    if (/^(?:Parse|ParseWithClaims)$/.test(own(call.callee)) || (/^ParseWithClaims$/.test(call.method) && call.args.length >= 3))
      return parsed(file, code, call)
    if (call.method === 'WithoutClaimsValidation' && !mayHaveExpired(call) && !onlyReads(code, call)) return [use(call, 'expired accepted')]
    if (own(call.callee) === 'New' && call.args.length > 0) return filled(code, call)
    return own(call.callee) === 'NewWithClaims' ? made(code, call) : []
  })
}

const LIBRARY = /(?:golang-jwt|dgrijalva|form3tech-oss)\/jwt(?:-go)?(?:\/v\d+)?$/

function parsed(file: SourceFile, code: Code, call: Call): readonly TokenUse[] {
  const [key, options] = call.method === 'Parse' ? [positional(call, 1), call.args.slice(2)] : [positional(call, 2), call.args.slice(3)]
  if (/UnsafeAllowNoneSignatureType/.test(sourceOf(file, call.range))) return [use(call, 'none')]
  const pinned = options.length > 0 || /\bWithValidMethods\b|\bValidMethods\b/.test(file.text)
  if (pinned || !key) return [use(call)]
  const func = keyFunction(code, key)
  if (!func)
    return /\.Key[fF]unc$/.test(sourceOf(file, key.range))
      ? [use(call)]
      : [undecided(call, 'Its key function stands elsewhere, so nobody can tell here which algorithms it accepts.')]
  const body = sourceOf(file, func.range)
  if (/UnsafeAllowNoneSignatureType/.test(body)) return [use(call, 'none')]
  return [use(call, /\.Method\b|Header\[\s*"alg"\s*\]|\.Alg\(\)/.test(body) ? undefined : 'open algorithm')]
}

function keyFunction(code: Code, key: Value) {
  if (key.kind === 'function') return key.function
  if (key.kind === 'call') return functionNamed(code, key.callee)
  if (key.kind !== 'name') return
  const given = code.assignments.find(({ target }) => target === key.name)?.value
  return given?.kind === 'function' ? given.function : functionNamed(code, key.name)
}

/** Who issued a token, and when it ends, may be read before it is verified. */
function unverified(file: SourceFile, code: Code, call: Call): readonly TokenUse[] {
  const around = functionAround(code, call.range)
  if (around && verifying(around).some((one) => one !== call)) return [use(call)]
  // `UnsafeSubject`, `subjectUnverified`: whoever calls it is told.
  if (/unsafe|unverified|insecure|untrusted/i.test(around?.name ?? '')) return [use(call)]
  return readsIdentity(file)(around ?? file)
    ? [use(call, 'unverified')]
    : [undecided(call, 'Whether anyone is taken for who it says cannot be seen.')]
}

/** A parser for `ParseUnverified` alone: what that does is told of it. */
function onlyReads(code: Code, call: Call): boolean {
  const parses = (functionAround(code, call.range)?.calls ?? []).filter(({ method }) => /^Parse(?:Unverified|WithClaims)?$/.test(method))
  return parses.length > 0 && parses.every(({ method }) => method === 'ParseUnverified')
}

const verifying = onceFor(({ calls }: Pick<Code, 'calls'>) =>
  calls.filter(({ method }) => /^(?:Parse|ParseWithClaims|Verify\w*|Validate\w*)$/.test(method)),
)

const readsIdentity = onceFor((file: SourceFile) =>
  onceFor((place: SourceFile | Func) => {
    const text = 'text' in place ? place.text : sourceOf(file, place.range)
    return WHO.test(text) || (/\.Claims\.\(\*/.test(text) && !WHEN.test(text))
  }),
)

const WHO = /\bsub\b|Subject|user_?id|UserID|email|Email|roles?\b|Roles?\b|tenant|scope/
/** When it ends, who issued it, which key signed it. */
const WHEN = /[eE]xp|[iI]ssue|\biss\b|kid|Header\[|[aA]udience/

function made(code: Code, call: Call): readonly TokenUse[] {
  const [method, claims] = [positional(call, 0), positional(call, 1)]
  if (method?.kind === 'name' && method.name.endsWith('SigningMethodNone')) return [use(call, 'none')]
  const ends = expires(code, call, claims)
  return ends === undefined ? [] : [use(call, ends ? undefined : 'never expires')]
}

/** `token := jwt.New(method)`, whose claims are filled in afterwards, and not with an end. */
function filled(code: Code, call: Call): readonly TokenUse[] {
  const around = functionAround(code, call.range)
  const isFilled = around?.assignments.some(({ target }) => /^claims\.\w+$/.test(target)) ?? false
  return isFilled && expires(code, call, undefined) !== true ? [use(call, 'never expires')] : []
}

/** go-jose and jwx. */
function otherGoTokens(code: Code): readonly TokenUse[] {
  if (!code.imports.some(({ module }) => OTHERS.test(module))) return []
  return code.calls.flatMap((call) => {
    const verifies =
      functionAround(code, call.range)?.calls.some(({ method }) => /^(?:Claims|Verify\w*|Validate\w*)$/.test(method)) ?? false
    if (/^(?:UnsafeClaimsWithoutVerification|ParseInsecure)$/.test(call.method)) return [use(call, verifies ? undefined : 'unverified')]
    const off = call.method === 'WithVerify' && isFalse(positional(call, 0))
    return off ? [use(call, verifies ? undefined : 'unverified')] : []
  })
}

const OTHERS = /(?:go-jose\/go-jose|square\/go-jose|gopkg\.in\/(?:square\/)?go-jose|lestrrat-go\/jwx)/
