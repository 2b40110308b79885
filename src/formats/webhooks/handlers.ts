import type { SourceFile } from '#model/snapshot'
import { constantText } from '../code/lookup.ts'
import type { Class, Code, Func } from '../code/view.ts'
import { type Route, routeOf } from '../routes/route.ts'

/**
 * Handlers that a name alone makes webhooks of, where no route of their file registers them: views of Django, methods of controllers,
 * handlers of Go, functions of a platform.
 */
export function namedHandlers(file: SourceFile, code: Code, routed: ReadonlySet<Func>): readonly Route[] {
  const found = HANDLERS[code.language]?.(file, code) ?? []
  return found.filter(({ func }) => !routed.has(func)).map(({ func, name, owner }) => routeFor(code, func, name, owner))
}

function routeFor(code: Code, func: Func, name: string, owner: Class | undefined): Route {
  const guards = [...(owner?.decorators ?? []), ...func.decorators].map((one) => one.name)
  const range = func.nameRange ?? { start: func.range.start, end: func.bodyRange?.start ?? func.range.end }
  return routeOf(code, {
    framework: 'Handler',
    method: 'POST',
    path: `/${name}`,
    name,
    handler: func,
    className: owner?.name,
    guards,
    range,
  })
}

interface Handler {
  readonly func: Func
  readonly name: string
  readonly owner?: Class | undefined
}

type Reader = (file: SourceFile, code: Code) => readonly Handler[]

const NAMED = /web_?hook|(?:^|_)ipn(?:$|_)/i
/** How those are called who take them, and not those who send or keep them. */
const TAKES =
  /^(?:handle|receive|process|on|post|create|index|invoke|__invoke|webhook|callback|ipn|notify|notification|event|stripe|paypal|github)/i
const OTHERWISE =
  /^(?:send|dispatch|deliver|trigger|register|subscribe|list|delete|update|set|get)|test|retry|log|verif|valid|sign|config|setup|url/i

/** `@csrf_exempt def stripe_webhook(request)`, a view of DRF that lets everyone in, and functions of AWS. */
const python: Reader = ({ path }, code) => {
  const views = code.functions.flatMap((func): Handler[] => {
    const name = func.name ?? ''
    const isView = func.decorators.some((one) => one.name.endsWith('csrf_exempt')) && func.params[0]?.name === 'request'
    const isLambda = func.params.length === 2 && func.params[0]?.name === 'event' && func.params[1]?.name === 'context'
    if (isLambda && (NAMED.test(name) || NAMED.test(path))) return [{ func, name: NAMED.test(name) ? name : 'webhook' }]
    return isView && !func.scope.class && NAMED.test(name) && !OTHERWISE.test(name) ? [{ func, name }] : []
  })
  const classes = code.classes.flatMap((owner): Handler[] => {
    if (!NAMED.test(owner.name) || !owner.bases.some((base) => /(?:APIView|View)$/.test(base)) || !letsEveryoneIn(owner)) return []
    return owner.methods.filter(({ name }) => name === 'post').map((func) => ({ func, name: owner.name, owner }))
  })
  return [...views, ...classes]
}

function letsEveryoneIn({ fields, decorators, methods }: Class): boolean {
  const isOpen = fields.some(({ name, value }) => {
    if (value?.kind !== 'list') return false
    const names = value.items.map((item) => (item.kind === 'name' ? item.name : ''))
    if (name === 'authentication_classes') return names.length === 0
    return name === 'permission_classes' && names.every((one) => /(?:^|\.)AllowAny$/.test(one))
  })
  const dispatching = methods.filter(({ name }) => name === 'dispatch').flatMap((func) => func.decorators)
  return (
    isOpen ||
    [...decorators, ...dispatching].some(({ args }) => args.some(({ value }) => value.kind === 'name' && value.name === 'csrf_exempt'))
  )
}

/** `func (h *Handler) HandleStripeWebhook(w http.ResponseWriter, r *http.Request)`, and of gin, echo and fiber. */
const go: Reader = (_, { functions }) =>
  functions.flatMap((func): Handler[] => {
    const types = func.params.map(({ type = '' }) => type)
    const isHandler =
      types.length === 2
        ? types[1] === '*http.Request'
        : types.length === 1 && /^\*?(?:gin|echo|fiber)\.Ctx$|^\*?(?:gin|echo)\.Context$/.test(types[0]!)
    const name = func.name ?? ''
    return isHandler && NAMED.test(name) && !OTHERWISE.test(name) && func.bodyRange ? [{ func, name }] : []
  })

/** `class StripeWebhooksController` that asks for no token of a form, with a method of its own. */
const ruby: Reader = (_, { classes, calls }) => {
  const isOpen = calls.some(({ callee, args: [first] }) => {
    const text = first && constantText(first.value)
    return /^skip_(?:before_action|forgery_protection)$/.test(callee) && (text === undefined || text === 'verify_authenticity_token')
  })
  return isOpen ? ofControllers(classes) : []
}

const php: Reader = (file, code) => [
  ...ofControllers(code.classes.filter(({ methods }) => methods.some(({ params }) => params.some(({ type }) => type === 'Request')))),
  ...page(file, code),
]

/** `webhook.php`, which reads `php://input` and runs from top to bottom. */
function page({ path }: SourceFile, { calls, assignments }: Code): readonly Handler[] {
  const name = /(?:^|\/)([\w-]*(?:web-?_?hook|ipn|callback)[\w-]*)\.php$/i.exec(path)?.[1]
  const reads = calls.find(({ args, scope }) => scope.moduleLevel && args.some(({ value }) => constantText(value) === 'php://input'))
  if (!name || OTHERWISE.test(name) || !reads) return []
  const range = { start: { line: 1, column: 1 }, end: { line: Number.MAX_SAFE_INTEGER, column: 1 } }
  const none = { params: [], decorators: [], isAsync: false, statements: 1, returns: [], throws: [] }
  return [{ func: { ...none, calls, assignments, range, bodyRange: range, nameRange: reads.range, scope: reads.scope }, name }]
}

/** The first method that takes something. */
function ofControllers(classes: readonly Class[]): readonly Handler[] {
  return classes.flatMap((owner) => {
    const func = /Webhooks?Controller$/i.test(owner.name)
      ? owner.methods.find(({ name = '' }) => TAKES.test(name) && !OTHERWISE.test(name))
      : undefined
    return func ? [{ func, name: `${owner.name}#${func.name}`, owner }] : []
  })
}

/** Cloud Functions, and functions of Supabase that stand in a folder of that name. */
const script: Reader = ({ path }, { assignments, calls }) => {
  const exported = assignments.flatMap(({ target, value }): Handler[] => {
    const handler = value.kind === 'call' && /(?:^|\.)onRequest$/.test(value.callee) ? value.args.at(-1)?.value : undefined
    return handler?.kind === 'function' && NAMED.test(target) ? [{ func: handler.function, name: target.replace(/^.*\./, '') }] : []
  })
  const folder = /\/functions\/([^/]*web-?hook[^/]*)\/index\.[jt]s$/i.exec(`/${path}`)?.[1]
  const served = calls.flatMap(({ callee, args }): Handler[] => {
    const handler = folder && /^(?:Deno\.)?serve$/.test(callee) ? args[0]?.value : undefined
    return handler?.kind === 'function' ? [{ func: handler.function, name: folder! }] : []
  })
  return [...exported, ...served]
}

const HANDLERS: Readonly<Partial<Record<Code['language'], Reader>>> = { python, go, ruby, php, javascript: script, typescript: script }
