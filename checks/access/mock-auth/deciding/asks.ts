import { nameOf } from '#formats/code/names'
import type { Call, Code, Func, Value } from '#formats/code/view'
import { encloses, within } from '#formats/ranges'
import type { Range } from '#model/location'
import { isFixed, PERSON } from '../literals.ts'
import { isOfPage } from '../page.ts'

/**
 * Whether a function calls nobody who could know who someone is, and measures by nothing that it was not given: what it says, it says
 * whoever asks. It may talk, wait, cut texts, answer, and make things up.
 */
export function asksNobody(code: Code, func: Func, mayKeep = false): boolean {
  const { bodyRange, calls, assignments } = func
  if (!bodyRange || !calls.every((call) => isTrifle(call) || (mayKeep && isKept(call)))) return false
  const own = ownNames(code, func, bodyRange)
  const isWritten = (range: Range) =>
    assignments.some(({ targetRange }) => encloses(targetRange, range)) || calls.some(({ calleeRange }) => encloses(calleeRange, range))
  const isAsked = calls.flatMap(({ scope, range }) => (encloses(bodyRange, range) ? scope.conditions : []))
  if (isAsked.some(({ value }) => encloses(bodyRange, value.range) && !isOwn(bare(value), own))) return false
  return within(code.expressions, bodyRange).every(({ value, range }) => isOwn(value, own) || isWritten(range))
}

/** Its parameters, its variables, and those of the functions in it. */
function ownNames({ functions, assignments: all }: Code, { params, assignments }: Func, body: Range): ReadonlySet<string> {
  const inside = within(functions, body).flatMap((one) => one.params)
  // The fields of a form, as a page holds them.
  const fields = all.filter(
    ({ value, scope }) => !scope.moduleLevel && value.kind === 'member' && nameOf(value.object).endsWith('useState()'),
  )
  return new Set([
    ...[...params, ...inside].flatMap(({ name }) => name.match(/\w+/g) ?? []),
    ...[...assignments, ...fields].flatMap(({ target }) => target.split('.')[0]!.split(',')),
  ])
}

function bare(value: Value): Value {
  return value.kind === 'unary' ? bare(value.operand) : value
}

function isOwn(value: Value, own: ReadonlySet<string>): boolean {
  if (value.kind === 'subscript')
    return own.has(rootOf(value.object)) || /(?:^|\.)(?:headers|META|_SERVER|_POST|body|form|json)$/.test(nameOf(value.object))
  if (value.kind === 'name') return isOwnName(value.name, own)
  if (value.kind !== 'binary' || !/^(?:[=!]=|[<>]=?|in|not in)$/.test(value.operator)) return true
  return isConstant(value.left) || isConstant(value.right)
}

function isConstant({ kind }: Value): boolean {
  return /^(?:string|number|null|boolean|list|unary)$/.test(kind)
}

/** `req.headers`, `http.StatusUnauthorized`; not `req.session`, `settings.KEY`, `this.users`. */
function isOwnName(name: string, own: ReadonlySet<string>): boolean {
  const [root = '', ...rest] = name.split('.')
  if (rest.some((part) => KNOWN.test(part)) || KNOWN.test(root)) return false
  if (/^(?:req|request|r|c|ctx|context|context\.req)$/.test(root)) return rest.length === 0 || BROUGHT.test(rest[0]!)
  if (own.has(root) || /^(?:request|req|nil|undefined|err|e)$/.test(root)) return true
  return rest.length > 0 && /^[A-Z]/.test(rest.at(-1)!)
}

/** What a request itself brings. */
const BROUGHT =
  /^(?:headers?|Headers?|body|Body|query|params|cookies|method|Method|path|url|URL|originalUrl|form|Form|json|META|POST|GET|nextUrl|ip|req|request|Request|Response)$/
/** What others have found out before, or have set. */
const KNOWN =
  /^(?:this|self|_?user|current_?user|session|_SESSION|identity|principal|state|auth|store|is_?authenticated|is_?admin|logged_?in|env|environ|config|configuration|settings|options|flags|socket|peer|tls|oidc|connection)$/i

function rootOf(value: Value): string {
  return nameOf(value).split(/[.[(]/)[0]!
}

export function isTrifle(call: Call): boolean {
  const { callee, method, isNew } = call
  if (isNew) return MADE.test(callee) || PERSON.test(callee)
  if (isKept(call)) return false
  const patterns = [TALKS, READS, MAKES, PERSON, TELLS]
  return (
    patterns.some((one) => one.test(callee)) ||
    ANSWERS.test(method) ||
    CUTS.test(method) ||
    passesOn(call) ||
    isOfPage(call) ||
    isFixed(call)
  )
}

/** What a page has kept. */
function isKept({ callee }: Call): boolean {
  return /^(?:localStorage|sessionStorage)\.getItem$/.test(callee)
}

/** It lets a request go its way. */
export function passesOn({ callee }: Call): boolean {
  return PASSES.test(callee)
}

const PASSES =
  /^(?:next|c\.Next|ctx\.Next|ctx\.next|next\.(?:ServeHTTP|handle|run|Invoke)|_?next|handler|handler\.ServeHTTP|h\.ServeHTTP|h|(?:filter_?)?[cC]hain\.(?:doFilter|filter|next)|call_next|f|fn|func|function|view|view_func|handler_func|wrapped|NextResponse\.next|get_response|self\.get_response|_next\.Invoke|invoker)$/
/** Who waits to hear that it went well. */
const TELLS = /^(?:props\.)?on(?:Success|Login|LoggedIn|Authenticated)$/
const TALKS =
  /(?:^|[._])(?:log(?:ger|ging|f|s|rus)?|print\w*|console|warn\w*|debug\w*|info\w*|slog|fmt|sleep|delay|setTimeout|wait|pprint|zap)(?:$|[._])/i
const ANSWERS =
  /^(?:\w*(?:Error|Exception|Errorf)|New|abort|status|json|JSON|send|sendStatus|end|redirect|Redirect|jsonify|make_response|JsonResponse|JSONResponse|Response|HttpResponse\w*|Unauthorized|Forbidden|BadRequest|Ok|ok|Abort\w*|set_cookie|cookie|WriteHeader|Write|WithValue|WithContext|Context|wraps|HandlerFunc|getRequest|switchToHttp|getContext|[sS]et[A-Z]\w*|then|catch|resolve|reject|callback|done|cb|badRequest|unauthorized)$/
/** What a request brings. */
const READS =
  /(?:^|\.)(?:headers?|Headers?|cookies|META|form|args|body|params|FormValue|PostForm|Header\(\))(?:\(\))?\.(?:get|Get)$|^(?:req|request|r|c|ctx)\.(?:get|header|getHeader|GetHeader|Header|FormValue|PostForm|Query|Param|Set|set|json|getParameter)$|^(?:set|get)$/
const CUTS =
  /^(?:len|length|strip|trim|Trim\w*|startswith|startsWith|HasPrefix|StartsWith|split|Split\w*|Fields|replace|Replace\w*|removeprefix|substring|Substring|slice|substr|isEmpty|isBlank|IsNullOrEmpty|IsNullOrWhiteSpace|hasText|empty|present|blank|isset|includes|toLowerCase|toUpperCase|lower|upper|ToLower|String|toString|to_s|str|int|parseInt|Number|Boolean|bool|preventDefault|now|utcnow|Now|random|floor|toISOString|isoformat|stringify|dumps|append|push|get_json|json|Bind\w*|ShouldBind\w*)$/
/** Makes things up, or writes down what it was told: tokens too. */
const MAKES =
  /(?:^|\.)(?:Parse|MustParse|UUID|Guid|uuid\w*|uuid4|NewGuid|fromString|ObjectId|randomUUID|nanoid|of|asList|emptyList|singletonList|FromResult|Success|just|Some|Optional|useState|useNavigate|useRouter|useRef|useHistory|useCallback|useEffect|SignedString|pipe|timer)$|^(?:Promise|Date|Math|Object|Array|List|Collections|Arrays)\.|^jwt\.(?:sign|encode)$|(?:create|generate|issue|make|sign|encode|build)_?\w{0,12}_?(?:token|jwt)\w{0,5}$/i
const MADE =
  /(?:Exception|Error|Promise|Date|Response|Map|Set|Token|Claims?|ClaimsIdentity|ClaimsPrincipal|Ticket|Authority|User\w*|Result|Observable|Principal|Identity)$/
