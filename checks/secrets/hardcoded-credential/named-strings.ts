import type { Call, Code, Value } from '#formats/code/code'
import { constantText } from '#formats/code/lookup'
import type { Range } from '#model/location'

/** A text in a program, under the name that it is given. */
export interface NamedString {
  readonly name: string
  readonly text: string
  readonly range: Range
}

/** Texts that are assigned, passed by name, or kept under a key. */
export function* namedStrings({ assignments, entries, calls, functions, classes }: Code): Generator<NamedString> {
  for (const { target, value } of assignments) yield* named(target, value)
  for (const { key, value } of entries) yield* named(key, value)
  for (const call of calls) yield* passed(call)
  for (const { params } of functions) for (const param of params) yield* named(param.name, param.default)
  for (const { fields } of classes) for (const field of fields) yield* named(field.name, field.value)
}

function* named(name: string, value: Value | undefined): Generator<NamedString> {
  const inner = value && unwrapped(value)
  const text = constantText(inner)
  // `AWS::ApiGateway::ApiKey` is a kind of thing and no setting.
  const carried = text !== undefined && /^authorization$/i.test(name) && /^(?:Bearer|Basic|Token) +\S/i.test(text)
  if (inner && carried) yield { name: 'authorization_token', text: text.replace(/^\w+ +/, ''), range: inner.range }
  else if (inner && text !== undefined && /^[A-Za-z_@][\w.:@-]{0,150}$/.test(name) && !name.includes('::'))
    yield { name: name.replace(/^@/, ''), text, range: inner.range }
}

/** `[]byte("…")`, `Buffer.from("…")`, `"…".encode()`, `SecretStr("…")`: the same text. */
export function unwrapped(value: Value): Value {
  if (value.kind !== 'call') return value
  const [first] = value.args
  if (first && WRAPS.test(value.callee)) return first.value
  return value.receiver && /^(?:encode|getBytes|toCharArray|to_s|freeze|trim|toString)$/.test(value.method) ? value.receiver : value
}

const WRAPS =
  /^(?:\[\]byte|Buffer\.from|SecretStr|SecretBytes|bytes|str|String|new String|ptr\.\w+|aws\.String|pulumi\.String)$|\.GetBytes$/

/** `connect(password="…")`, `setPassword("…")`, `put("password", "…")`. */
function* passed({ args, method }: Call): Generator<NamedString> {
  for (const { name, value } of args) if (name) yield* named(name, value)
  const [first, second] = args
  if (first && !first.name && args.length === 1) {
    const setting = /^(?:set|with)?_?([A-Za-z]\w*)$/.exec(method)?.[1]
    if (setting && /(?:password|secret|token|apikey|accesskey|secretkey)$/i.test(setting)) yield* named(setting, first.value)
  }
  // `client.login("…")` of a bot is given nothing else.
  const alone = first && args.length === 1 && /^(?:login|run)$/.test(method) ? constantText(first.value) : undefined
  if (first && alone !== undefined && /^[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}$/.test(alone)) yield* named('discord_token', first.value)
  const key = first && !first.name && args.length === 2 ? constantText(first.value) : undefined
  if (key !== undefined && second && !second.name && STORES.test(method)) yield* named(key, second.value)
}

const STORES =
  /^(?:put|set|setProperty|setdefault|define|add|append|setItem|setHeader|header|property|env|config|addHeader|Set|Add|Setenv|SetEnv|set_env)$/
