import type { Argument, Class, Code } from '#formats/code/code'
import { isDevelopmentFile } from '#formats/debug/setting'
import { isReached } from './attributes.ts'
import { type Aspect, type CookieSetting, OFF, switchState } from './setting.ts'

/** What Flask and its extensions read; of other frameworks what people call their own switches. */
const NAMES = /^(?:(?:SESSION|REMEMBER|JWT)_COOKIE_(?:SECURE|HTTPONLY)|CSRF_COOKIE_SECURE|JWT_COOKIE_CSRF_PROTECT|WTF_CSRF_ENABLED)$/
const OF_CLASS =
  /^(?:(?:SESSION|REMEMBER|JWT|CSRF|AUTH|ACCESS|REFRESH)_)?(?:TOKEN_)?COOKIE_(?:SECURE|HTTPONLY)$|^(?:JWT_COOKIE_CSRF_PROTECT|WTF_CSRF_ENABLED)$/i

/** The switches of a module of settings that Django does not know. */
const OF_MODULE = /^(?:(?:AUTH|ACCESS|REFRESH|JWT|TOKEN)_){0,2}COOKIE_SECURE$/

/** Flask's settings, on the application and in classes of settings, and views that are exempt from its protection. */
export function flaskCookies(code: Code): readonly CookieSetting[] {
  return [...assigned(code), ...passed(code), ...exempt(code)]
}

function assigned(code: Code): CookieSetting[] {
  return code.assignments.flatMap(({ target, value, range, scope }): CookieSetting[] => {
    const owner = scope.class && !scope.function ? code.classes.find(({ name }) => name === scope.class) : undefined
    const isField = owner && !isForDevelopers(owner.name) && OF_CLASS.test(target) && !/^CSRF_COOKIE_HTTPONLY$/i.test(target)
    const isModules = scope.moduleLevel && !scope.class && OF_MODULE.test(target)
    const name = isField || isModules ? target : /(?:^|\.)config\.(\w+)$/.exec(target)?.[1]
    if (!name || !(isField || isModules || NAMES.test(name)) || !isReached(scope, code) || (owner && isOverridden(owner, target, code)))
      return []
    const aspect = aspectOf(name)
    const state = switchState(value, code)
    // A constant of a library is what its users override.
    if (isModules && !(state.is === 'off' && state.how === 'unset')) return []
    // `config.get("WTF_CSRF_ENABLED")` hands on what is set elsewhere.
    if (aspect === 'csrf' && state.is === 'off' && state.how === 'unset') return []
    return [{ subject: owner ? `${owner.name}.${name}` : name, aspect, range, state }]
  })
}

function aspectOf(name: string): Aspect {
  return /csrf_protect|csrf_enabled/i.test(name) ? 'csrf' : /secure$/i.test(name) ? 'secure' : 'http-only'
}

function isForDevelopers(name: string): boolean {
  return isDevelopmentFile(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').slice(0, 200))
}

/** The class for production, which inherits from it, says otherwise. */
function isOverridden({ name }: Class, target: string, { classes }: Code): boolean {
  return classes.some((one) => one.bases.includes(name) && /prod/i.test(one.name) && one.fields.some((field) => field.name === target))
}

/** `app.config.update(SESSION_COOKIE_SECURE=False)`, `from_mapping({…})`. */
function passed(code: Code): CookieSetting[] {
  const taking = code.calls.filter(({ callee, scope }) => /(?:^|\.)config\.(?:update|from_mapping)$/.test(callee) && isReached(scope, code))
  return taking
    .flatMap(({ args }) => args.flatMap(pairsOf))
    .flatMap(({ name, value, range }): CookieSetting[] =>
      name && NAMES.test(name) ? [{ subject: name, aspect: aspectOf(name), range, state: switchState(value, code) }] : [],
    )
}

function pairsOf(argument: Argument): readonly (Argument & { readonly range: Argument['range'] })[] {
  if (argument.value.kind !== 'object') return [argument]
  return argument.value.entries.map(({ key, value, range }) => ({ name: key, value, range }))
}

/** `@csrf.exempt` on a view for those who are logged in. */
function exempt({ functions }: Code): CookieSetting[] {
  return functions.flatMap((view): CookieSetting[] => {
    const decorator = view.decorators.find(({ name }) => /(?:^|\.)csrf(?:_protect)?\.exempt$/.test(name))
    const byCookie = view.decorators.some(({ name }) => /(?:^|\.)(?:fresh_)?login_required$/.test(name))
    if (!decorator || !byCookie || !view.name) return []
    return [{ subject: `@csrf.exempt ${view.name}`, aspect: 'csrf', range: decorator.range, state: OFF }]
  })
}
