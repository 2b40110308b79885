import type { Argument, Call, Code, Value } from '#formats/code/code'
import { constantText } from '#formats/code/lookup'
import type { Range } from '#model/location'

/** A text in a program, under the name that it is given. */
export interface NamedString {
  readonly name: string
  readonly text: string
  readonly range: Range
}

/** Texts that are assigned, passed by name, or kept under a key. */
export function namedStrings({ assignments, entries, calls, functions, classes }: Code): readonly NamedString[] {
  return [
    ...assignments.flatMap(({ target, value }) => named(target, value)),
    ...entries.flatMap(({ key, value }) => named(key, value)),
    ...calls.flatMap(passed),
    ...functions.flatMap(({ params }) => params.flatMap((param) => named(param.name, param.default))),
    ...classes.flatMap(({ fields }) => fields.flatMap((field) => named(field.name, field.value))),
  ]
}

const NONE: readonly NamedString[] = []

function named(name: string, value: Value | undefined): readonly NamedString[] {
  const inner = value && unwrapped(value)
  const text = constantText(inner)
  if (!inner || text === undefined) return NONE
  if (/^authorization$/i.test(name) && /^(?:Bearer|Basic|Token) +\S/i.test(text))
    return [{ name: 'authorization_token', text: text.replace(/^\w+ +/, ''), range: inner.range }]
  // `AWS::ApiGateway::ApiKey` is a kind of thing and no setting.
  if (!/^[A-Za-z_@][\w.:@-]{0,150}$/.test(name) || name.includes('::')) return NONE
  return [{ name: name.replace(/^@/, ''), text, range: inner.range }]
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
function passed({ args, method }: Call): readonly NamedString[] {
  const byName = args.some(({ name }) => name) ? args.flatMap(({ name, value }) => (name ? named(name, value) : NONE)) : NONE
  const [first, second] = args
  if (args.length === 1) return [...byName, ...alone(first!, method)]
  const key = first && !first.name && args.length === 2 ? constantText(first.value) : undefined
  return key !== undefined && second && !second.name && STORES.test(method) ? [...byName, ...named(key, second.value)] : byName
}

/** What a call is given that is given nothing else. */
function alone({ name, value }: Argument, method: string): readonly NamedString[] {
  const text = constantText(value)
  // `client.login("…")` of a bot.
  const isBot = text !== undefined && /^(?:login|run)$/.test(method) && /^[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}$/.test(text)
  const setting = name ? undefined : /^(?:set|with)?_?([A-Za-z]\w*)$/.exec(method)?.[1]
  const isSet = setting && /(?:password|secret|token|apikey|accesskey|secretkey)$/i.test(setting)
  return [...(isSet ? named(setting, value) : NONE), ...(isBot ? named('discord_token', value) : NONE)]
}

/** Methods that keep a value under a name. */
export const STORES =
  /^(?:put|set|setProperty|setdefault|define|add|append|setItem|setHeader|header|property|env|config|addHeader|Set|Add|Setenv|SetEnv|set_env)$/
