import { constantText } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import type { Call, Language, Scope, Value } from '#formats/code/view'
import type { LogCall } from '#formats/logging/call'
import type { Range } from '#model/location'
import { REQUEST } from './bodies.ts'

export { bodiesIn } from './bodies.ts'

/** An object that is logged with all that is in it. */
export interface Whole {
  /** `request`: what a caller sent, credentials included; `person`: a record of someone. */
  readonly kind: 'request' | 'person'
  readonly name: string
  readonly range: Range
}

const PERSON = /^(?:\w+\.)*(?:user|customer|patient|employee|new_?user|created_?user|current_?user|saved_?user|user_?data|customer_?data)$/i
const SPREAD = /^(?:\w+\.)*(?:payload|body|form_?data|request_?data|cleaned_?data|dto|user_?data)$|\.(?:body|data)$/i

/** Objects that a call logs whole. */
export function wholeIn(
  { call, kind, logged }: LogCall,
  language: Language,
  isBody: (name: string, scope: Scope) => boolean,
): readonly Whole[] {
  return [
    ...logged.flatMap(({ value }) => keptBody(value, language, ({ name }) => isBody(name, call.scope))),
    ...logged.flatMap(({ value, as }, index) =>
      fromValue(value, language, as === 'field' || index > 0 || kind === 'print' || logged.length === 1),
    ),
    ...reflected(call, language),
    ...call.args.flatMap(({ value }) => spread(value)),
    ...verbose(call, language),
  ]
}

function isScript(language: Language): boolean {
  return language === 'javascript' || language === 'typescript'
}

function fromValue(value: Value, language: Language, isApart: boolean): Whole[] {
  switch (value.kind) {
    case 'name':
    case 'member':
      return known(value, language, isApart && isScript(language))
    case 'call':
      return fromCall(value, language)
    case 'string':
      // In a template of JavaScript an object is no more than `[object Object]`.
      return value.parts.flatMap((part) => (isScript(language) && part.kind !== 'call' ? [] : fromValue(part, language, false)))
    case 'binary':
      return /^[+%]$/.test(value.operator) && !isScript(language)
        ? [value.left, value.right].flatMap((part) => fromValue(part, language, false))
        : []
    case 'object':
      return value.entries.flatMap((entry) => [
        ...fromValue(entry.value, language, true),
        ...(entry.key === '...' && SPREAD.test(nameOf(entry.value))
          ? [{ kind: 'request', name: nameOf(entry.value), range: entry.range } as const]
          : []),
      ])
    case 'list':
      return value.items.flatMap((item) => fromValue(item, language, isApart))
    default:
      return []
  }
}

/** `data` after `data = await request.json()`. */
function keptBody(value: Value, language: Language, isBody: (value: Value & { readonly kind: 'name' }) => boolean): Whole[] {
  const inner = (part: Value) => keptBody(part, language, isBody)
  switch (value.kind) {
    case 'string':
      return value.parts.flatMap((part) => (part.kind === 'name' && isScript(language) ? [] : inner(part)))
    case 'binary':
      return /^[+%]$/.test(value.operator) ? [value.left, value.right].flatMap(inner) : []
    case 'call':
      if (DUMPS.test(value.callee)) return value.args.slice(0, 1).flatMap((one) => inner(one.value))
      return value.receiver && DUMPED.test(value.method) ? inner(value.receiver) : []
    case 'object':
      return value.entries.flatMap((entry) => inner(entry.value))
    case 'name':
      return isBody(value) ? [{ kind: 'request', name: value.name, range: value.range }] : []
    default:
      return []
  }
}

const DUMPS =
  /^(?:JSON\.stringify|json\.dumps|str|string|repr|dict|vars|asdict|dataclasses\.asdict|util\.inspect|inspect|json_encode|print_r|pformat|JsonSerializer\.Serialize|JsonConvert\.SerializeObject|objectMapper\.writeValueAsString)$/
const DUMPED =
  /^(?:dict|model_dump|model_dump_json|json|to_dict|as_dict|toJSON|toObject|to_json|attributes|inspect|to_h|__dict__|toArray|toString|ToString)$/

function fromCall(value: Call, language: Language): Whole[] {
  const whole = known(value, language, false)
  if (whole.length > 0) return whole
  if (DUMPS.test(value.callee)) return value.args.slice(0, 1).flatMap((argument) => dumped(argument.value, language))
  return value.receiver && DUMPED.test(value.method) ? known(value.receiver, language, true) : []
}

function dumped(value: Value, language: Language): Whole[] {
  return value.kind === 'call' ? fromCall(value, language) : known(value, language, true)
}

function known(value: Value, language: Language, isDumped: boolean): Whole[] {
  const name = nameOf(value)
  const member = /\.(?:__dict__|attributes)$/.exec(name)
  const person = member ? name.slice(0, member.index) : isDumped ? name : ''
  if (REQUEST[language]?.test(name)) return [{ kind: 'request', name, range: value.range }]
  return PERSON.test(person) ? [{ kind: 'person', name: person, range: value.range }] : []
}

/** `**payload`, `...req.body`. */
function spread(value: Value): Whole[] {
  const name = value.kind === 'unary' && (value.operator === '...' || value.operator === '**') ? nameOf(value.operand) : ''
  return SPREAD.test(name) ? [{ kind: 'request', name, range: value.range }] : []
}

/** `zap.Any("user", u)`, `slog.Any("request", req)`: a struct with all its fields. */
function reflected({ args }: Call, language: Language): Whole[] {
  if (language !== 'go') return []
  return args.flatMap(({ value }) => {
    const key =
      value.kind === 'call' && /^(?:zap|slog)\.(?:Any|Reflect|Object)$/.test(value.callee) ? constantText(value.args[0]?.value) : undefined
    const given = value.kind === 'call' ? value.args[1]?.value : undefined
    if (key === undefined || !given || !nameOf(given) || !STRUCTS.test(key)) return []
    return [{ kind: /user|customer|account/i.test(key) ? 'person' : 'request', name: nameOf(given), range: given.range } as const]
  })
}

const STRUCTS = /^(?:req|request|in|input|payload|body|form|dto|user|customer|account|creds?|credentials)$/i

/** Go's `%+v` and `%#v` write every field of a struct. */
function verbose({ args }: Call, language: Language): Whole[] {
  if (language !== 'go') return []
  const at = args.findIndex(({ value }) => constantText(value)?.includes('%'))
  if (at < 0) return []
  const verbs = [...constantText(args[at]!.value)!.matchAll(/%([-+#0-9.*]*)([a-zA-Z])/g)]
  return verbs.flatMap(([, flags = '', verb], index) => {
    const value = args[at + 1 + index]?.value
    const name = value ? nameOf(value) : ''
    if (!value || verb !== 'v' || !/[+#]/.test(flags) || !STRUCTS.test(name.slice(name.lastIndexOf('.') + 1))) return []
    return [{ kind: /user|customer|account/i.test(name) ? 'person' : 'request', name, range: value.range } as const]
  })
}
