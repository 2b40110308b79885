import type { Code, Value } from '#formats/code/code'
import { entryOf } from '#formats/code/lookup'
import { modulesOf } from '#formats/code/origins'
import { isReached } from './attributes.ts'
import { type CookieSetting, switchState } from './setting.ts'

/**
 * Options of cookies that are kept in an object, for whichever library takes them: `{ httpOnly: true, secure: false }`. Only what is
 * switched off: what is left out may be added where the object is used.
 */
export function cookieOptions(code: Code): readonly CookieSetting[] {
  const isHapi =
    modulesOf(code).some((module) => /^(?:@hapi\/\w+|hapi)$/.test(module)) || code.calls.some(({ callee }) => HAPI.test(callee))
  const found = [...objectsIn(code)].flatMap(({ name, value }): CookieSetting[] => {
    const secure = entryOf(value, 'secure') ?? (isHapi ? entryOf(value, 'isSecure') : undefined) ?? entryOf(value, 'useSecureCookies')
    if (!secure || !isReached(secure.scope, code) || HARMLESS.test(name)) return []
    const isOfCookie = secure.key !== 'secure' || SIBLINGS.some((key) => entryOf(value, key) !== undefined) || /cookie/i.test(name)
    // A cookie of its own, with its value, is one that a test or a client sends.
    if (!isOfCookie || entryOf(value, 'value')) return []
    const state = switchState(secure.value, code)
    return state.is === 'off' ? [{ subject: labelOf(name), aspect: 'secure', range: secure.value.range, state }] : []
  })
  return [...Map.groupBy(found, ({ range }) => `${range.start.line}:${range.start.column}`).values()].map(([first]) => first!)
}

const HAPI = /(?:^|\.)server\.(?:state|auth\.strategy)$/
const SIBLINGS = ['httpOnly', 'sameSite', 'HttpOnly']
const HARMLESS = /theme|locale|lang|consent|csrf|xsrf|banner|prefer/i

function labelOf(name: string): string {
  return /^[\w.]{1,60}$/.test(name) ? `options of a cookie in ${name}` : 'options of a cookie'
}

/** Every object, with the name that it is kept under where it has one. */
function* objectsIn({ assignments, calls, functions, classes }: Code): Generator<{ readonly name: string; readonly value: Value }> {
  const given = [
    ...assignments.map(({ target, value }) => [target, value] as const),
    ...calls.flatMap(({ args }) => args.map(({ value }) => ['', value] as const)),
    ...functions.flatMap(({ returns }) => returns.map((value) => ['', value] as const)),
    ...classes.flatMap(({ fields }) => fields.flatMap((field) => (field.value ? [[field.name, field.value] as const] : []))),
  ]
  for (const [name, value] of given) yield* within(name, value)
}

function* within(name: string, value: Value): Generator<{ readonly name: string; readonly value: Value }> {
  if (value.kind === 'object') {
    yield { name, value }
    for (const entry of value.entries) yield* within(entry.key, entry.value)
  } else if (value.kind === 'list') {
    for (const item of value.items) yield* within(name, item)
  } else if (value.kind === 'conditional') {
    yield* within(name, value.whenTrue)
    yield* within(name, value.whenFalse)
  }
}
