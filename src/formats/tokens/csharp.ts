import { onceFor } from '#model/once'
import { functionAround } from '../code/around.ts'
import type { Assignment, Call, Code, Entry, Scope, Value } from '../code/view.ts'
import { isAboutExpired, isFalse, type TokenUse, use } from './use.ts'

/** What .NET validates of a token, reads without validating it, and makes. */
export function csharpTokens(code: Code): readonly TokenUse[] {
  const calls = code.calls.flatMap((call) => (READS.test(call.method) ? read(code, call) : call.isNew ? made(call) : []))
  return [...parameters(code), ...calls]
}

function parameters(code: Code): readonly TokenUse[] {
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

const READS = /^(?:ReadJwtToken|ReadJsonWebToken)$/

/** A controller or a middleware reads a token that nothing validates, and takes somebody out of it. */
function read(code: Code, call: Call): readonly TokenUse[] {
  if (!isServer(code) || validates(code) || isAboutExpired(call)) return []
  return asks(functionAround(code, call.range) ?? code) ? [use(call, 'trusted unverified')] : []
}

const isServer = onceFor(
  ({ imports, classes }: Code) =>
    imports.some(({ module }) => module.startsWith('Microsoft.AspNetCore')) ||
    classes.some(({ bases }) => bases.some((base) => /Controller(?:Base)?$/.test(base))),
)

/** `HttpContext.GetTokenAsync` gives the token of a session that was checked when it began. */
const validates = onceFor(({ calls }: Code) => calls.some(({ method }) => /^(?:Validate(?:Token|TokenAsync)?|GetTokenAsync)$/.test(method)))

const asks = onceFor(({ calls }: Pick<Code, 'calls'>) =>
  calls.some(({ method }) => /^(?:First|FirstOrDefault|Single|SingleOrDefault|FindFirst|GetClaim|Where)$/.test(method)),
)

/** `new JwtSecurityToken(issuer: …, claims: …, signingCredentials: …)`, where nothing says when it ends. */
function made(call: Call): readonly TokenUse[] {
  if (!/(?:^|\.)JwtSecurityToken$/.test(call.callee)) return []
  const names = call.args.flatMap(({ name }) => name ?? [])
  if (!names.includes('signingCredentials') || call.args.length > names.length) return []
  return [use(call, names.includes('expires') ? undefined : 'never expires')]
}
