import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import type { Assignment, Call, Class, Code } from '../code/code.ts'
import { declaredReads } from '../code/environment/declared.ts'
import { fixOf } from './python-fix.ts'
import { type DebugSetting, type Exposure, guardedState, isDevelopmentFile, OFF, reached, stateOf, unknown } from './setting.ts'
import { variableState } from './variables.ts'

/** Django, Flask, FastAPI and their kin: settings modules, applications and what starts them. */
export function pythonSettings({ path }: SourceFile, code: Code): readonly DebugSetting[] {
  const isSettings = isSettingsPath(path) || looksLikeSettings(code)
  return [
    ...(isSettings ? [...moduleSetting(code), ...classSettings(code)] : []),
    ...code.classes.flatMap((one) => settingsClass(one, code)),
    ...code.assignments.flatMap((one) => attribute(one, code)),
    ...code.calls.flatMap((call) => called(call, code)),
  ]
}

/** `settings.py`, `config.py`, modules of a package `settings` or `config`, `settings_prod.py`. */
function isSettingsPath(path: string): boolean {
  return /(?:^|\/)(?:settings|config)(?:\/[^/]+|[._-][\w.-]*)?\.py$|[._-](?:settings|config)\.py$/i.test(path)
}

function looksLikeSettings({ assignments, calls }: Code): boolean {
  const isDjango = assignments.some(({ target, scope }) => scope.moduleLevel && /^(?:INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE)$/.test(target))
  return (
    isDjango || calls.some(({ callee, method, args }) => callee === 'settings.configure' || (method === 'from_object' && isItself(args)))
  )
}

function isItself([first]: Call['args']): boolean {
  return first?.value.kind === 'name' && first.value.name === '__name__'
}

/** Of several assignments to `DEBUG` the last one that is reached counts. */
function moduleSetting(code: Code): DebugSetting[] {
  let effective: DebugSetting | undefined
  for (const assignment of code.assignments) {
    const { target, scope, operator } = assignment
    if (target !== 'DEBUG' || operator !== '=' || !scope.moduleLevel || scope.class) continue
    const reach = reached(scope, code)
    const setting = settingOf(assignment, 'DEBUG', code)
    if (reach === 'always') effective = setting
    else if (reach === 'maybe' && setting.state.is === 'on' && effective?.state.is !== 'on') {
      effective = { ...setting, state: unknown('It stands under a condition that cannot be followed.') }
    }
  }
  return effective ? [effective] : []
}

function settingOf(assignment: Assignment, subject: string, code: Code, exposes: Exposure = 'error pages'): DebugSetting {
  const state = stateOf(assignment.value, code)
  return { subject, range: assignment.range, state, exposes, fix: state.is === 'on' ? fixOf(assignment.value, state, code) : undefined }
}

/** `class Config: DEBUG = True`, unless it is for developers, or the class for production says otherwise. */
function classSettings(code: Code): DebugSetting[] {
  return code.assignments.flatMap((assignment) => {
    const { target, scope } = assignment
    const owner = code.classes.find(({ name }) => name === scope.class)
    if (target !== 'DEBUG' || !owner || !scope.moduleLevel || readsEnvironment(owner.bases)) return []
    if (isForDevelopers(owner.name) || isOverridden(owner, code)) return []
    const setting = settingOf(assignment, `${owner.name}.DEBUG`, code)
    return [{ ...setting, state: guardedState(setting.state, scope, code) }]
  })
}

function readsEnvironment(bases: readonly string[]): boolean {
  return bases.some((base) => base.endsWith('BaseSettings'))
}

function isForDevelopers(name: string): boolean {
  return isDevelopmentFile(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').slice(0, 200))
}

function isOverridden({ name }: Class, { classes }: Code): boolean {
  return classes.some((one) => one.bases.includes(name) && /prod/i.test(one.name) && one.fields.some((field) => field.name === 'DEBUG'))
}

/** A field `debug` of a pydantic settings class is on where its variable is not set. */
function settingsClass({ name, bases, fields, scope }: Class, code: Code): DebugSetting[] {
  if (!readsEnvironment(bases) || isForDevelopers(name)) return []
  return fields.flatMap(({ name: field, range }) => {
    const read = /^debug$/i.test(field) ? readsByRange(code).get(range) : undefined
    if (!read) return []
    const state = read.default ? stateOf(read.default, code) : OFF
    const unset = state.is === 'on' && state.how === 'written' ? ({ is: 'on', how: 'unset', variable: read.name } as const) : state
    const fix = unset.is === 'on' && read.default ? fixOf(read.default, unset, code) : undefined
    return [{ subject: `${name}.${field}`, range, state: guardedState(unset, scope, code), exposes: 'error pages', fix }]
  })
}

const readsByRange = onceFor((code: Code) => new Map(declaredReads(code).map((one) => [one.range, one])))

/** `app.debug = True`, `app.config["DEBUG"] = True`, `os.environ["FLASK_DEBUG"] = "1"`. */
function attribute(assignment: Assignment, code: Code): DebugSetting[] {
  const { target, scope, value } = assignment
  const variable = /^os\.environ\.(FLASK_DEBUG|FLASK_ENV|DJANGO_DEBUG)$/.exec(target)?.[1]
  if (variable && value.kind === 'string') {
    const state = guardedState(variableState(variable, value.text), scope, code)
    return [{ subject: variable, range: assignment.range, state, exposes: variable === 'FLASK_ENV' ? 'development mode' : 'console' }]
  }
  if (!/(?:^|\.)(?:app|application|flask_app|api|server)\.(?:debug|config\.DEBUG)$/.test(target)) return []
  const setting = settingOf(assignment, target, code, framework(code, WITH_CONSOLE) ? 'console' : 'error pages')
  return [{ ...setting, state: guardedState(setting.state, scope, code) }]
}

const WITH_CONSOLE = /^(?:flask|quart|dash|flask_socketio|werkzeug)(?:\.|$)/
const FRAMEWORK =
  /^(?:flask|quart|dash|flask_socketio|werkzeug|sanic|bottle|fastapi|starlette|litestar|tornado|aiohttp|robyn|uvicorn)(?:\.|$)/

function framework({ imports }: Code, names = FRAMEWORK): boolean {
  return imports.some(({ module }) => names.test(module))
}

/** Calls that take a switch: `app.run(debug=True)`, `FastAPI(debug=True)`, `uvicorn.run(reload=True)`. */
function called(call: Call, code: Code): DebugSetting[] {
  const option = optionOf(call, code)
  const given = option && call.args.find(({ name }) => name === option)
  if (!given) return []
  const state = stateOf(given.value, code)
  const settled = guardedState(state, call.scope, code)
  const isReload = option === 'reload'
  const exposes: Exposure = isReload ? 'reload' : framework(code, WITH_CONSOLE) && call.method.startsWith('run') ? 'console' : 'error pages'
  const fix = settled.is === 'on' && state.is === 'on' ? fixOf(given.value, state, code) : undefined
  return [{ subject: `${shortName(call.callee)}(${option})`, range: given.range, state: settled, exposes, mild: isReload, fix }]
}

function optionOf({ callee, method, args }: Call, code: Code): string | undefined {
  if (callee === 'uvicorn.run') return args.some(({ name }) => name === 'debug') ? 'debug' : 'reload'
  if (/^(?:FastAPI|Starlette|Litestar)$/.test(method)) return 'debug'
  if (method === 'Application') return framework(code, /^tornado(?:\.|$)/) ? 'debug' : undefined
  if (method === 'run_simple') return 'use_debugger'
  if (/\.config\.(?:update|from_mapping)$/.test(callee)) return 'DEBUG'
  const runs = method === 'run' || method === 'run_server'
  return runs && callee !== 'asyncio.run' && (framework(code) || /^(?:app|application|socketio)\./.test(callee)) ? 'debug' : undefined
}

function shortName(callee: string): string {
  return callee.length > 80 ? `…${callee.slice(-79)}` : callee
}
