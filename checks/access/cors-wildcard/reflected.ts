import { functionAround } from '#formats/code/around'
import type { Call, Code, Condition, Value } from '#formats/code/code'
import { assignmentsTo, constantText } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import { encloses } from '#formats/ranges'
import { onceFor } from '#model/once'

/** `res.header(…, req.headers.origin)`, and nothing around it looks at whose origin it is. */
export function isReflected(given: Value, { scope, range }: Pick<Call, 'scope' | 'range'>, code: Code): boolean {
  const value = bare(given)
  const asked = (value.kind === 'name' ? assignedIn(value.name, scope.function, code) : undefined) ?? value
  if (!ORIGIN.test(spoken(asked))) return false
  const names = [spoken(asked), ...(value.kind === 'name' ? [value.name] : [])]
  if (!scope.conditions.every((condition) => asksForPresence(condition, names))) return false
  const around = functionAround(code, range)
  const { checking, handed } = asking(around ?? code)
  const own = asked.kind === 'call' ? asked.callee : ''
  if ([checking, ...names.map((name) => handed.get(name) ?? [])].some((callees) => [...callees].some((one) => one !== own))) return false
  const compared = names.flatMap((name) => comparisons(code).get(name) ?? [])
  return !compared.some((one) => !around || encloses(around.range, one))
}

/** What a function or a file calls that may look at an origin, and what is given something that may be one, by how that is spoken of. */
const asking = onceFor(({ calls }: Pick<Code, 'calls'>) => {
  const checking = new Set<string>()
  const handed = new Map<string, Set<string>>()
  for (const { method, callee, args } of calls) {
    if (CHECKS.test(method)) checking.add(callee)
    if (NO_LOOK.test(method)) continue
    for (const { value } of args) handed.set(spoken(value), (handed.get(spoken(value)) ?? new Set()).add(callee))
  }
  return { checking, handed }
})

/** Something other than a header, which is given the origin to say it: it may look whose it is. */
const NO_LOOK = /set|header|add|append|put|log|print|debug|info|isset|empty|htmlspecialchars|trim|^String$/i

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
function assignedIn(name: string, owner: string | undefined, code: Code): Value | undefined {
  const found = assignmentsTo(code, name).flatMap(({ value, scope }) => (scope.function === owner ? [value] : []))
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

/** Where what goes by a name is compared or looked up: `origin == "https://shop.example"`, `allowed[origin]`. */
const comparisons = onceFor(({ expressions }: Code) => {
  const compared = expressions.flatMap(({ value, range }) => comparedIn(value).map((one) => ({ name: spoken(one), range })))
  return new Map([...Map.groupBy(compared, ({ name }) => name)].map(([name, all]) => [name, all.map(({ range }) => range)]))
})

function comparedIn(value: Value): readonly Value[] {
  if (value.kind === 'subscript') return [value.key]
  const isCompared = value.kind === 'binary' && /^(?:==|!=|in|not in)$/.test(value.operator) && !isNothing(value.right)
  return isCompared ? [value.left, value.right] : []
}
