import { constantText } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import type { Call, Code, Language, Scope, Value } from '#formats/code/view'
import type { LogCall } from '#formats/logging/call'
import type { Range } from '#model/location'

/** An object that is logged with all that is in it. */
export interface Whole {
  /** `request`: what a caller sent, credentials included; `person`: a record of someone. */
  readonly kind: 'request' | 'person'
  readonly name: string
  readonly range: Range
}

const REQUEST: Readonly<Partial<Record<Language, RegExp>>> = {
  python: /^(?:\w+\.)*(?:request|req)\.(?:data|body|headers|META|POST|form|json|cookies|get_json\(\)|json\(\)|body\(\))$/,
  javascript: /^(?:\w+\.)*(?:req|request|event)\.(?:body|headers|rawHeaders|cookies|rawBody)$/,
  typescript: /^(?:\w+\.)*(?:req|request|event)\.(?:body|headers|rawHeaders|cookies|rawBody)$/,
  go: /^(?:\w+\.)*(?:r|req|request|Request)\.(?:Header|PostForm|Form|Body)$/,
  java: /^(?:\w+\.)*(?:request|req|exchange)\.(?:getHeaders\(\)|getBody\(\)|getParameterMap\(\)|getCookies\(\))$/,
  ruby: /^(?:request\.(?:headers|env|raw_post|body\.read)|params(?:\.(?:to_unsafe_h|permit!|to_h|inspect))?)(?:\(\))?$/,
  php: /^(?:_POST|_COOKIE|request\.(?:all|headers\.all|getContent|getParsedBody|post)\(\)|this\.request\.(?:all|getContent)\(\))$/,
  csharp: /^(?:\w+\.)*(?:Request|request)\.(?:Headers|Form|Body|Cookies)$/,
}

const PERSON = /^(?:\w+\.)*(?:user|customer|patient|employee|new_?user|created_?user|current_?user|saved_?user|user_?data|customer_?data)$/i
const SPREAD = /^(?:\w+\.)*(?:payload|body|form_?data|request_?data|cleaned_?data|dto|user_?data)$|\.(?:body|data)$/i

/** Objects that a call logs whole. */
export function wholeIn({ call, logged }: LogCall, language: Language, isBody: (name: string, scope: Scope) => boolean): readonly Whole[] {
  return [
    ...logged.flatMap(({ value }) => keptBody(value, ({ name }) => isBody(name, call.scope))),
    ...logged.flatMap(({ value, as }, index) => fromValue(value, language, as === 'field' || index > 0)),
    ...call.args.flatMap(({ value }) => spread(value)),
    ...verbose(call, language),
  ]
}

function fromValue(value: Value, language: Language, isApart: boolean): Whole[] {
  const isScript = language === 'javascript' || language === 'typescript'
  switch (value.kind) {
    case 'name':
    case 'member':
      return known(value, language, isApart && isScript)
    case 'call':
      return fromCall(value, language)
    case 'string':
      // In a template of JavaScript an object is no more than `[object Object]`.
      return value.parts.flatMap((part) => (isScript && part.kind !== 'call' ? [] : fromValue(part, language, false)))
    case 'binary':
      return /^[+%]$/.test(value.operator) && !isScript ? [value.left, value.right].flatMap((part) => fromValue(part, language, false)) : []
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
function keptBody(value: Value, isBody: (value: Value & { readonly kind: 'name' }) => boolean): Whole[] {
  if (value.kind === 'string') return value.parts.flatMap((part) => keptBody(part, isBody))
  if (value.kind === 'binary' && /^[+%]$/.test(value.operator)) return [value.left, value.right].flatMap((part) => keptBody(part, isBody))
  if (value.kind === 'call') return DUMPS.test(value.callee) ? value.args.slice(0, 1).flatMap((one) => keptBody(one.value, isBody)) : []
  return value.kind === 'name' && isBody(value) ? [{ kind: 'request', name: value.name, range: value.range }] : []
}

/** The variables of a file that hold what a caller sent, as it came: nothing else is ever given to them where they stand. */
export function bodiesIn({ assignments, language }: Code): (name: string, scope: Scope) => boolean {
  const given = Map.groupBy(assignments, ({ target, scope }) => placed(target, scope))
  const held = new Set<string>()
  for (const [place, all] of given) {
    const isBody = all.every(({ target, value }) => !/^_?err/.test(target) && isRequest(value, language))
    if (isBody && all[0]!.scope.function !== undefined) held.add(place)
  }
  return (name, scope) => held.has(placed(name, scope))
}

function placed(name: string, scope: Scope): string {
  return `${scope.class ?? ''} ${scope.function ?? ''} ${name}`
}

function isRequest(value: Value, language: Language): boolean {
  const isRead = value.kind === 'call' && /^(?:io|ioutil)\.ReadAll$/.test(value.callee)
  return REQUEST[language]?.test(nameOf(isRead ? (value.args[0]?.value ?? value) : value)) ?? false
}

const DUMPS =
  /^(?:JSON\.stringify|json\.dumps|str|string|repr|dict|vars|asdict|dataclasses\.asdict|util\.inspect|inspect|json_encode|print_r|pformat|JsonSerializer\.Serialize|JsonConvert\.SerializeObject|objectMapper\.writeValueAsString)$/
const DUMPED = /^(?:dict|model_dump|model_dump_json|json|to_dict|as_dict|toJSON|toObject|to_json|attributes|inspect|to_h|__dict__|toArray)$/

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
  const person = name.endsWith('.__dict__') ? name.slice(0, -'.__dict__'.length) : isDumped ? name : ''
  if (REQUEST[language]?.test(name)) return [{ kind: 'request', name, range: value.range }]
  return PERSON.test(person) ? [{ kind: 'person', name: person, range: value.range }] : []
}

/** `**payload`, `...req.body`. */
function spread(value: Value): Whole[] {
  const name = value.kind === 'unary' && (value.operator === '...' || value.operator === '**') ? nameOf(value.operand) : ''
  return SPREAD.test(name) ? [{ kind: 'request', name, range: value.range }] : []
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
