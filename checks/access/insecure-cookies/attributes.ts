import type { Argument, Call, Code, Value } from '#formats/code/code'
import { assignmentsTo, constantText, entryOf } from '#formats/code/lookup'
import { assignedOnce, reachedInProduction } from '#formats/production'
import type { Range } from '#model/location'
import { ABSENT, type CookieSetting, FINE, isSensitive, type State, switchState, unknown } from './setting.ts'

export interface Cookie {
  readonly name: Value | undefined
  /** Its attributes by name. */
  readonly attribute: (name: 'secure' | 'httpOnly') => Value | undefined
  /** Some of its attributes are written elsewhere. */
  readonly isOpen: boolean
  readonly range: Range
  readonly label?: string | undefined
}

/** What the attributes of one cookie say. Cookies that let nobody in are passed over. */
export function attributesOf({ name, attribute, isOpen, range, label }: Cookie, code: Code): CookieSetting[] {
  const text = textOf(name, code)
  const spoken = text ?? (name?.kind === 'name' ? name.name : '')
  if (!label && !isSensitive(spoken) && (text !== undefined || !ANY.test(spoken))) return []
  const subject = label ?? `cookie ${/^[\w.-]{1,60}$/.test(spoken) ? spoken : 'of the session'}`
  const secure = attribute('secure')
  const hidden = attribute('httpOnly')
  const state: State = secure ? switchState(secure, code) : isOpen ? unknown('Its attributes are written elsewhere.') : ABSENT
  const found: CookieSetting[] = [{ subject, aspect: 'secure', range: secure && state.is === 'off' ? secure.range : range, state }]
  if (hidden) {
    const shown = switchState(hidden, code)
    if (shown.is === 'off' && shown.how === 'written') found.push({ subject, aspect: 'http-only', range: hidden.range, state: shown })
    else found.push({ subject, aspect: 'http-only', range, state: FINE })
  } else if (!label && !isOpen && LETS_IN.test(spoken) && secure && state.is === 'fine')
    found.push({ subject, aspect: 'http-only', range, state: ABSENT })
  return found
}

/** What pages themselves ask for (`is_logged_in`) is left to them. */
const LETS_IN = /^(?!is_).*(?:token|jwt|sess|refresh|sid$)/i

/** A helper that sets whichever cookie it is told to. */
const ANY = /^(?:name|key|cookie_?name)$/i

function textOf(value: Value | undefined, code: Code): string | undefined {
  return constantText(value?.kind === 'name' ? (assignedOnce(value.name, code) ?? value) : value)
}

/** The options object of a call, also one with a name. */
export function optionsAt(argument: Argument | undefined, code: Code): { readonly options?: Value | undefined; readonly isOpen: boolean } {
  const value = argument?.value
  const options = value?.kind === 'name' ? assignedOnce(value.name, code) : value
  if (!value) return { isOpen: false }
  if (options?.kind !== 'object') return { isOpen: true }
  // `options.secure = true` may follow where the object is in use.
  const isLater = value.kind === 'name' && assignmentsTo(code, `${value.name}.secure`).length > 0
  return { options, isOpen: isLater || options.entries.some(({ key }) => key === '...') }
}

/** Looks an attribute up among options, in any spelling. */
export function fromOptions(options: Value | undefined): Cookie['attribute'] {
  const names = { secure: ['secure', 'Secure'], httpOnly: ['httpOnly', 'HttpOnly', 'HTTPOnly', 'httponly'] }
  return (name) => names[name].map((key) => entryOf(options, key)?.value).find((value) => value !== undefined)
}

export function isReached(scope: Parameters<typeof reachedInProduction>[0], code: Code): boolean {
  return reachedInProduction(scope, code) !== 'never'
}

/** What is written over the value of a cookie that is no longer wanted. */
export function isNobody({ scope }: Call, value: Value | undefined): boolean {
  const text = constantText(value)
  if (value?.kind === 'null' || (text !== undefined && /^(?:none|deleted?|null|expired|invalid|logged-?_?out|)$/i.test(text))) return true
  return text !== undefined && /log_?out|sign_?out|logoff/i.test(scope.function ?? '')
}
