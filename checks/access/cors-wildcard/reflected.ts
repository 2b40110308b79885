import type { Call, Code, Condition, Value } from '#formats/code/code'
import { constantText } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import { encloses } from '#formats/ranges'

/** `res.header(…, req.headers.origin)`, and nothing around it looks at whose origin it is. */
export function isReflected(given: Value, { scope, range }: Pick<Call, 'scope' | 'range'>, code: Code): boolean {
  const value = bare(given)
  const asked = (value.kind === 'name' ? assignedIn(value.name, scope.function, code) : undefined) ?? value
  if (!ORIGIN.test(spoken(asked))) return false
  const names = [spoken(asked), ...(value.kind === 'name' ? [value.name] : [])]
  if (!scope.conditions.every((condition) => asksForPresence(condition, names))) return false
  const around = code.functions.findLast((func) => encloses(func.range, range))
  const calls = around?.calls ?? code.calls
  const within = code.expressions.filter((one) => !around || encloses(around.range, one.range))
  const own = asked.kind === 'call' ? asked.callee : ''
  const isAsked = calls.some((call) => call.callee !== own && (CHECKS.test(call.method) || isHanded(call, names)))
  return !isAsked && !within.some((one) => compares(one.value, names))
}

/** Something other than a header is given the origin: it may look whose it is. */
function isHanded({ method, args }: Call, names: readonly string[]): boolean {
  return (
    !/set|header|add|append|put|log|print|debug|info|isset|empty|htmlspecialchars|trim|^String$/i.test(method) &&
    args.some(({ value }) => names.includes(spoken(value)))
  )
}

/** `origin || '*'`, `htmlspecialchars($_SERVER['HTTP_ORIGIN'])`. */
function bare(value: Value): Value {
  if (value.kind === 'binary' && (value.operator === '||' || value.operator === '??')) return value.left
  return value.kind === 'call' && /^(?:htmlspecialchars|trim|String)$/.test(value.callee) && value.args[0] ? value.args[0].value : value
}

/** What the request says of its origin, in the words of each framework. */
const ORIGIN =
  /^(?:ctx\.|c\.|e\.|exchange\.|this\.|self\.)?(?:req|request|ctx|r|event)\b.*\.origin$|^_SERVER\.HTTP_ORIGIN$|^request\.META\.HTTP_ORIGIN$/i
const CHECKS =
  /^(?:includes|indexOf|has|some|find|test|match|get|every|any|contains\w*|endsWith|startsWith|HasSuffix|HasPrefix|MatchString|in_array|preg_match|strpos|str_\w+|parse_url|urlparse)$|allow|valid|white|trust|permit/i

function spoken(value: Value): string {
  return value.kind === 'call' ? `${value.callee}.${constantText(value.args[0]?.value) ?? ''}` : nameOf(value)
}

/** The origin of the request, where a name holds it in the function around it. */
function assignedIn(name: string, owner: string | undefined, { assignments }: Code): Value | undefined {
  const found = assignments.filter(({ target, scope }) => target === name && scope.function === owner).map(({ value }) => value)
  // `X-Origin`, and `Origin` where that is not sent.
  const isHeader = found.every((value) => value.kind === 'call' && /^get$/i.test(value.method))
  return found.length === 1 || isHeader ? found.find((value) => ORIGIN.test(spoken(value))) : undefined
}

/** `if origin != ""`, `if (isset($_SERVER['HTTP_ORIGIN']))`, `if (req.method === 'OPTIONS')`: no question whose it is. */
function asksForPresence({ value }: Condition, names: readonly string[]): boolean {
  if (value.kind === 'unary') return asksForPresence({ value: value.operand, negated: false, text: '' }, names)
  if (value.kind === 'call') return /^(?:isset|empty)$/.test(value.callee) && names.includes(nameOf(value.args[0]?.value ?? value))
  if (value.kind !== 'binary') return names.includes(spoken(value))
  return isNothing(value.right) || constantText(value.right) === 'OPTIONS'
}

function isNothing(value: Value): boolean {
  return value.kind === 'null' || constantText(value) === ''
}

/** `origin == "https://shop.example"`, `allowed[origin]`. */
function compares(value: Value, names: readonly string[]): boolean {
  if (value.kind === 'subscript') return names.includes(spoken(value.key))
  if (value.kind !== 'binary' || !/^(?:==|!=|in|not in)$/.test(value.operator)) return false
  return [value.left, value.right].some((side) => names.includes(spoken(side))) && !isNothing(value.right)
}
