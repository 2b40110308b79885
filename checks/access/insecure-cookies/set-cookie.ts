import type { Call, Code, Entry, Value } from '#formats/code/code'
import { constantText, positional } from '#formats/code/lookup'
import { isReached } from './attributes.ts'
import { ABSENT, type CookieSetting, FINE, isSensitive } from './setting.ts'

/** `Set-Cookie` written by hand, as the second argument of a call. */
export function header(call: Call): CookieSetting[] {
  const first = positional(call, 0)
  const given = call.args[1]?.value
  if (first?.kind !== 'string' || !given || !/^Set-Cookie$/i.test(first.text)) return []
  return (given.kind === 'list' ? given.items : [given]).flatMap(written)
}

/** The same among other headers: `{ 'Set-Cookie': `sid=${id}; HttpOnly` }`. */
export function headers(code: Code): CookieSetting[] {
  const isHeader = ({ key, scope }: Entry) => /^Set-Cookie$/i.test(key) && isReached(scope, code)
  return code.entries.filter(isHeader).flatMap(({ value }) => (value.kind === 'list' ? value.items : [value]).flatMap(written))
}

function written(given: Value): CookieSetting[] {
  const text = textOf(given)
  const name = /^([^=;\s]{1,60})=/.exec(text)?.[1]
  if (!name || !(isSensitive(name) || LETS_IN.test(text)) || /max-age=0|expires=thu, 01 jan 1970/i.test(text)) return []
  const isDone = /;\s*secure\b/i.test(text) || /secure/i.test(JSON.stringify(given, (key, value) => (key === 'text' ? '' : value)))
  return [
    {
      subject: `cookie ${/^[\w.-]+$/.test(name) ? name : 'of the session'}`,
      aspect: 'secure',
      range: given.range,
      state: isDone ? FINE : ABSENT,
    },
  ]
}

/** `${COOKIE}=${token}`: what is kept says what it is for. */
const LETS_IN = /^[^=;\s]{1,60}=\$\{[\w.]{0,40}(?:token|session|jwt|sid)\w{0,20}\}/i

/** The literal parts of a text that is put together. */
function textOf(value: Value): string {
  if (value.kind === 'string') return value.text
  // `fmt.Sprintf("session=%s; HttpOnly", id)`.
  if (value.kind === 'call' && /^(?:fmt\.Sprintf|String\.format)$/.test(value.callee)) return constantText(value.args[0]?.value) ?? ''
  return value.kind === 'binary' && value.operator === '+' ? textOf(value.left) + textOf(value.right) : (constantText(value) ?? '')
}
