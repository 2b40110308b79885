import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import { functionsAround } from '../code/around.ts'
import { constantText } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import type { Call, Code, Func, Value } from '../code/view.ts'
import { reached } from '../routes.ts'
import { sourceOf } from '../tokens/source.ts'
import { asksProvider, calledNames, isChecking, type SignatureCheck, signatureCheck } from './check.ts'

/** A function by whose name other files find whether it checks signatures. */
export interface Checker {
  readonly name: string
  readonly check?: SignatureCheck | undefined
  readonly calls: readonly string[]
}

/** Functions that check signatures, and those that are named after webhooks and may not. */
export function checkers(file: SourceFile, code: Code): readonly Checker[] {
  const inherits =
    code.language === 'ruby' && code.classes.some(({ bases }) => bases.some((base) => /webhook|hook|BaseController$/i.test(base)))
  if (inherits) return []
  return [...functionsThatCheck(file, code), ...views(file, code)]
}

/** Class-based views, whose class is what is registered, and guards of Nest and DRF. */
function views(file: SourceFile, code: Code): readonly Checker[] {
  return code.classes.flatMap(({ name, methods, decorators, bases }) => {
    if (methods.length === 0) return []
    const isView = code.language === 'python' && /webhook|ipn|callback|hook/i.test(name)
    if (!isView && !bases.some((base) => GUARD.test(base))) return []
    const check =
      signatureCheck(file, code, methods) ??
      (decorators.some((one) => isChecking(one.name)) ? { strength: 'sound', range: decorators[0]!.range } : undefined)
    return check || isView ? { name, check, calls: calledNames(methods) } : []
  })
}

/** `(req, res) => …`, `func (h *Handler) Pay(c *gin.Context)`: what a route of another file may lead to. */
function isHandler({ params }: Func): boolean {
  const [first, second] = params
  if (!first || params.length > 3) return false
  return (
    (/^_?req(?:uest)?$/.test(first.name) && /^_?(?:res|reply|response)$/.test(second?.name ?? '')) ||
    /\*gin\.Context|echo\.Context|\*fiber\.Ctx|http\.ResponseWriter/.test(first.type ?? '')
  )
}

const GUARD = /(?:^|\.)(?:CanActivate|NestMiddleware|NestInterceptor|BasePermission|BaseAuthentication)$/

function functionsThatCheck(file: SourceFile, code: Code): readonly Checker[] {
  const guard = code.calls.find(
    ({ callee, args }) => callee === 'before_action' && args.some(({ value }) => value.kind === 'string' && isChecking(value.text)),
  )
  return code.functions.flatMap((func) => {
    const name = func.name?.slice(func.name.lastIndexOf('.') + 1)
    if (!name || !func.bodyRange) return []
    const functions = reached(code, func)
    const check =
      signatureCheck(file, code, functions) ??
      (guard && { strength: 'sound' as const, range: guard.range }) ??
      (asksProvider(functions) ? { strength: 'sound' as const, range: func.range } : undefined)
    if (!check && !isHandler(func) && !/webhook|ipn|callback|hook|notification/i.test(`${func.scope.class ?? ''}.${name}`)) return []
    return { name, check, calls: calledNames(functions) }
  })
}

/** The name of a webhook's method in a list of those that need no authentication. */
export interface Exemption {
  /** `HandleWebhook`. */
  readonly name: string
  readonly subject: string
  readonly range: Range
}

const INTERCEPTS = /FullMethod|full_method|handler_call_details|getFullMethodName|ServerCallContext|fullMethodName/
const METHOD = /^\/?[\w.]+\/(\w*(?:[Ww]ebhook|Callback|Ipn|IPN)\w*)$/

/** gRPC methods that an interceptor lets pass. */
export function exemptions({ text }: SourceFile, code: Code): readonly Exemption[] {
  if (!INTERCEPTS.test(text)) return []
  const keys = code.entries.flatMap(({ key, keyRange, value }) =>
    value.kind === 'boolean' && !value.value ? [] : [{ key, range: keyRange }],
  )
  const strings = code.strings.map((one) => ({ key: one.text, range: one.range }))
  const seen = new Set<string>()
  return [...keys, ...strings].flatMap(({ key, range }) => {
    const name = METHOD.exec(key)?.[1]
    const place = `${range.start.line}:${range.start.column}`
    if (!name || seen.has(place) || MANAGES.test(name)) return []
    seen.add(place)
    return { name, subject: key, range }
  })
}

const MANAGES = /^(?:Create|List|Get|Update|Delete|Register|Retry|Test|Subscribe)/

/** A request to an address that a subscriber gave. */
export interface Delivery {
  readonly subject: string
  readonly range: Range
  readonly signed: boolean
}

const SENDS =
  /(?:^|\.)(?:requests|httpx|session|client|http|axios|got|superagent|HTTParty|Faraday|httpClient|restTemplate|aiohttp|self\.client|this\.http|s\.client|conn)\.(?:post|request|Post|PostAsync|postForEntity)$|^(?:fetch|axios|got)$|(?:^|\.)NewRequest(?:WithContext)?$/
/** An entity's own address, not one of the settings: those of chats are their own secret. */
const SUBSCRIBER =
  /^(?!.*(?:slack|discord|teams|telegram|settings|config|env|process|cfg)\b)(?:\w+\.)*(?:webhooks?|hook|subscriptions?|subscriber|sub|endpoint|wh)\.(?:\w*_?(?:url|uri|endpoint|target|callback)|\w*(?:Url|URL|Uri|Endpoint))$/

/** Where webhooks are sent, and whether they are signed. */
export function deliveries(file: SourceFile, code: Code): readonly Delivery[] {
  return code.calls.flatMap((call) => {
    if (!SENDS.test(call.callee)) return []
    const around = functionsAround(code, call.range).find(({ name }) => name !== undefined)
    const { isOfChats, signs } = spokenOf(file)(around ?? file)
    if (!call.args.some(({ value }) => isSubscriber(value)) && (!isGiven(call, around) || isOfChats)) return []
    const subject = `${[call.scope.class, call.scope.function].filter(Boolean).join('.')} ${call.callee}`.trim()
    return { subject, range: call.range, signed: signs }
  })
}

/** What the text of a function or of a whole file tells of what it sends. */
const spokenOf = onceFor((file: SourceFile) =>
  onceFor((place: SourceFile | Func) => {
    const text = 'text' in place ? place.text : sourceOf(file, place.range)
    return {
      isOfChats: CHATS.test(`${file.path} ${text}`),
      signs: /signature|hmac|\bsign(?:ed|er|_\w+|[A-Z]\w*)?\b/i.test(text),
    }
  }),
)

function isSubscriber(value: Value): boolean {
  return (value.kind === 'name' || value.kind === 'member') && SUBSCRIBER.test(nameOf(value))
}

/** `WebhookDispatcher.send(url, payload)`: the address is handed in, by what knows the subscribers. */
function isGiven({ args: [first], scope }: Call, around: Func | undefined): boolean {
  const name = first?.value.kind === 'name' ? first.value.name : ''
  const spoken = `${scope.class ?? ''} ${scope.function ?? ''}`
  return (
    /^(?:target_?|subscriber_?)?(?:url|endpoint)$/i.test(name) &&
    around?.params.some((param) => param.name === name || (param.name.startsWith('{') && param.name.split(/\W+/).includes(name))) ===
      true &&
    SPOKEN.test(spoken) &&
    !/alert/i.test(spoken) &&
    !CHATS.test(spoken)
  )
}

const SPOKEN =
  /webhooks?_?(?:manager|dispatch\w*|send\w*|deliver\w*|publisher|emitter|service|worker|trigger)|(?:deliver|dispatch|send|fire|trigger)\w{0,20}webhook|webhooks? (?:send|deliver|dispatch|fire|trigger)/i
/** Those of chats are their own secret. */
const CHATS = /slack|discord|teams\b|telegram|mattermost|lark|feishu|dingtalk/i

/** Functions that sign what is sent. */
export function signers(file: SourceFile, code: Code): readonly Func[] {
  if (!/webhook/i.test(file.path) && !/webhook/i.test(file.text)) return []
  return code.functions.filter((func) => {
    const name = func.name?.slice(func.name.lastIndexOf('.') + 1) ?? ''
    return (
      /sign/i.test(name) &&
      func.nameRange &&
      func.calls.some(
        ({ callee, args }) => /hmac|Hmac|HMAC/.test(callee) || args.some(({ value }) => /hmac/i.test(constantText(value) ?? '')),
      )
    )
  })
}
