import type { Code, Func } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Range } from '#model/location'
import { onceFor } from '#model/once'

/** A place that decides who someone is, and what it only pretends. */
export interface Decision {
  readonly subject: string
  readonly range: Range
  /** Who someone is; whether a proof is good; whether it matters; whether a page says it itself; whom a list lets in. */
  readonly about: 'identity' | 'proof' | 'switch' | 'browser' | 'login'
  readonly fault?: Fault | undefined
}

export type Fault = 'constant' | 'anyone' | 'claimed' | 'accepted' | 'switched off' | 'own page' | 'written down'

/** A function whose name says that it decides who is asking, whether a proof is good, or who may go on. */
export interface Decider {
  readonly is: 'identity' | 'proof' | 'guard'
  readonly name: string
  readonly func: Func
  readonly place: Range
}

export const deciders: (code: Code) => readonly Decider[] = onceFor((code: Code) =>
  code.functions.flatMap((func): Decider[] => {
    const own = func.name?.slice(func.name.lastIndexOf('.') + 1)
    const isNameless = own === undefined || /^(?:exports|default)$/.test(own)
    const is = isNameless ? (isMiddleware(func) ? 'guard' : undefined) : roleOf(own, func)
    if (!is || !func.bodyRange || isTestDouble(func)) return []
    const name = isNameless ? 'middleware' : own
    if (isNameless) return [{ is, name, func, place: { start: func.range.start, end: func.bodyRange.start } }]
    const place =
      func.nameRange ?? code.assignments.find(({ target, range }) => target === func.name && encloses(range, func.range))?.targetRange
    return place ? [{ is, name, func, place }] : []
  }),
)

const IDENTITY =
  /^use_?(?:auth|session|current_?user)$|^(?:extract|get|fetch|resolve|load)_?(?:server_?|auth_?|current_?)?session$|^(?:(?:extract|get_?or_?create|get|current|fetch|resolve|load)_?){1,3}(?:authenticated|loggedIn|logged_in|request|auth)?_?(?:user|actor|principal|identity|caller)_?(?:id|uuid|ids|roles?)?_?(?:(?:from|by|for)_?(?:context|ctx|request|req|token|jwt|cookies?|headers?|session|auth\w*|claims|metadata|md))?(?:Async)?$|^(?:user|actor|caller|principal)_?(?:id)?_?from_?(?:context|ctx|request|req|token|cookies?|headers?)$/i
const PROOF =
  /^(?:is_?)?(?:verify|validate|check|authenticate|authorize|valid)_?(?:(?:access|bearer|id|auth|user|session|jwt)_?)?(?:token|jwt|auth|authentication|credentials|password|session|user|login|api_?key|request)(?:Async)?[!?]?$|^(?:is_?)?(?:access_?|auth_?|bearer_?)?token_?valid\??$|^authenticate(?:Async)?$|^authorize$|^(?:verify|validate|decode)_?[a-z]{1,12}_?(?:token|jwt)$|^can_?activate$/i
const GUARD =
  /^(?:require|ensure|check|is)_?(?:auth\w*|log(?:ged)?_?in|user|admin|session)$|^(?:jwt_?)?auth_?(?:middleware|guard|required|handler|filter)?$|^authenticate_?(?:token|user|request|jwt)$|^login_?required$|^protect$|^middleware$/i

function roleOf(name: string, func: Func): Decider['is'] | undefined {
  const { params, scope } = func
  if (IDENTITY.test(name)) return 'identity'
  if (/^can_?activate$/i.test(name) && !/auth|jwt|login|session|user|role|admin/i.test(scope.class ?? '')) return
  if (PROOF.test(name) && (params.length > 0 || name.endsWith('!'))) return 'proof'
  return GUARD.test(name) || isMiddleware(func) ? 'guard' : undefined
}

/** `(req, res, next) => …` */
function isMiddleware({ params }: Func): boolean {
  return params.length === 3 && /^req(?:uest)?$/.test(params[0]!.name) && params[2]!.name === 'next'
}

/** What stands for nobody, or for a test, may be constant. */
function isTestDouble({ scope }: Func): boolean {
  return /anonymous|null|guest|system|mock|fake|stub|test|dummy|default|abstract|base(?!d|Controller)/i.test(scope.class ?? '')
}
