import type { Code, Value } from './code/code.ts'
import { assignedOnce, inProduction } from './production.ts'
import { FINE, open, unknown, type Verdict } from './web-setting.ts'

/** Of what the list consists, and how grave it is when it lets everything in. */
export interface Allowed {
  readonly what: 'origin' | 'host'
  readonly grade: 'critical' | 'high' | 'mild'
}

/** What a list of allowed origins or hosts says in production, or a switch or function in its place. */
export function allowListVerdict(value: Value, code: Code, { what, grade }: Allowed): Verdict {
  if (value.kind === 'function') return answersAlways(value) ? open(`answers every ${what}`, grade) : FINE
  const found = value.kind === 'name' ? (assignedOnce(value.name, code) ?? value) : value
  if (isWildcard(found) || (found.kind === 'list' && found.items.some(isWildcard))) return open(`allows every ${what}`, grade)
  if (found.kind === 'list' && found.items.length > 0 && found.items.every(({ kind }) => kind === 'string')) return FINE
  const unset = inProduction(found, code)
  if (unset.kind === 'fails') return FINE
  if (unset.kind === 'constant') {
    const where = unset.variable ? ` wherever ${unset.variable} is not set` : ''
    const given = Array.isArray(unset.value) ? unset.value : [unset.value]
    if (given.some((one) => typeof one === 'string' && isAny(one))) return open(`allows every ${what}${where}`, grade)
    return given.includes(true) ? open(`answers every ${what} as allowed${where}`, grade) : FINE
  }
  const inner = unwrapped(found)
  if (inner) return allowListVerdict(inner, code, { what, grade })
  return unknown(`The ${what}s come from elsewhere.`)
}

/** `List.of("*")`, `os.getenv("X", "*").split(",")`, `[]string{"*"}`, `new[] { "*" }`. */
function unwrapped(value: Value): Value | undefined {
  if (value.kind !== 'call') return
  if (/^(?:List\.of|Arrays\.asList|Set\.of|Collections\.singletonList|Collections\.singleton|list|set|tuple)$/.test(value.callee)) {
    return { kind: 'list', items: value.args.map((argument) => argument.value), range: value.range }
  }
  if (/^(?:split|Split|map|trim|filter)$/.test(value.method) && value.receiver) return value.receiver
  // `values.ListValue(["*"])` of django-configurations.
  return value.callee === 'strings.Split' || /(?:^|\.)ListValue$/.test(value.callee) ? value.args[0]?.value : undefined
}

/** `"*"`, `/.*\/`, `CorsConfiguration.ALL`. */
function isWildcard(value: Value): boolean {
  if (value.kind === 'name') return /(?:^|\.)(?:CorsConfiguration\.ALL|Cors\.ALL_ORIGINS)$/.test(value.name)
  return (value.kind === 'string' || value.kind === 'other') && isAny(value.text)
}

/** The wildcard, also among others, and patterns that mean nothing else. */
export function isAny(text: string): boolean {
  return text.split(/[\s,]+/).some((one) => /^(?:\*|(?:https?:\/\/)\*|\/?\^?\(?\.[*+]\)?\$?\/?|\^?https?\??:\/\/\.[*+]\$?)$/.test(one))
}

/** `(origin, callback) => callback(null, true)` or `…(null, origin)`, `func(origin string) bool { return true }`. */
function answersAlways({ function: { statements, returns, calls, params, throws } }: Value & { readonly kind: 'function' }): boolean {
  const said = returns.length === 1 ? returns[0] : undefined
  if (statements === 1 && said?.kind === 'boolean' && calls.length === 0) return said.value
  if (throws.length > 0) return false
  const [asked, callback] = params
  const answers = calls.filter(({ callee }) => callee === callback?.name)
  const isYes = (value: Value | undefined) =>
    (value?.kind === 'boolean' && value.value) || (value?.kind === 'name' && value.name === asked?.name)
  // Of several answers none says no, and one is given whatever came before.
  return answers.every(({ args }) => isYes(args[1]?.value)) && answers.some(({ scope }) => scope.conditions.length === 0)
}
