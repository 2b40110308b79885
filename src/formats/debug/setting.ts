import type { Fix } from '#model/check'
import type { Range } from '#model/location'
import type { Code, Scope, Value } from '../code/code.ts'
import { envRead } from '../code/environment.ts'
import { isDevelopmentOnly, isEntryPoint, isProductionOnly } from '../code/guards.ts'
import { isTrue, type Unset, whenUnset } from '../code/unset.ts'

/** One place that decides whether a program runs in debug or development mode. */
export interface DebugSetting {
  /** What is set, without its value: `DEBUG`, `FLASK_DEBUG in service web`. */
  readonly subject: string
  readonly range: Range
  readonly state: State
  readonly exposes: Exposure
  /** It may be meant for developers only, or shows less than the others. */
  readonly mild?: boolean | undefined
  readonly fix?: Fix | undefined
}

export type State =
  | { readonly is: 'off' }
  | { readonly is: 'on'; readonly how: 'written' }
  /** On wherever the variable is not set. */
  | { readonly is: 'on'; readonly how: 'unset'; readonly variable: string }
  /** Any text switches it on, also `False`. `later`: only once someone sets the variable; without it, it is off. */
  | { readonly is: 'on'; readonly how: 'any text'; readonly variable?: string | undefined; readonly later?: boolean }
  | { readonly is: 'unknown'; readonly reason: string }

/** What strangers get to see or do. */
export type Exposure =
  | 'error pages'
  | 'console'
  | 'database console'
  | 'reload'
  | 'development mode'
  | 'management endpoints'
  | 'requests in logs'

export const OFF: State = { is: 'off' }
export const ON: State = { is: 'on', how: 'written' }

export function unknown(reason: string): State {
  return { is: 'unknown', reason }
}

/** What an expression of a file makes of a switch where no variable is set. */
export function stateOf(value: Value, code: Code): State {
  const state = stateFrom(whenUnset(value, code), value)
  const variable = state.is === 'off' ? unconverted(value, code) : undefined
  return variable ? { is: 'on', how: 'any text', variable, later: true } : state
}

/** `os.getenv("DEBUG", False)`: what is set is a text, and a text is true. */
function unconverted(value: Value, { language, imports }: Pick<Code, 'language' | 'imports'>): string | undefined {
  if (value.kind === 'call' && value.callee === 'bool' && value.args[0]) {
    const given = value.args[0].value
    // `bool(os.getenv("DEBUG"))` asks whether it is set, and says so.
    return envRead(given)?.default ? unconverted(given, { language, imports }) : undefined
  }
  const read = language === 'python' ? envRead(value) : undefined
  // An empty default says that whatever is set switches it on.
  if (!read || read.default?.kind === 'string') return
  if (value.kind === 'subscript') return read.name
  if (value.kind !== 'call' || value.args.some(({ name }) => name === 'cast')) return
  const isText = /^os\.(?:getenv|environ\.get)$|^getenv$/.test(value.callee)
  return isText || (value.callee === 'config' && imports.some(({ module }) => module === 'decouple')) ? read.name : undefined
}

function stateFrom(unset: Unset, value: Value): State {
  if (unset.kind === 'unknown')
    return unknown(value.kind === 'name' ? `${value.name.slice(0, 80)} decides it.` : 'An expression decides it.')
  if (unset.kind === 'fails' || !isTrue(unset.value)) return OFF
  const { variable } = unset
  if (typeof unset.value === 'string' || isTextAsBoolean(value)) return { is: 'on', how: 'any text', variable }
  return variable ? { is: 'on', how: 'unset', variable } : ON
}

/** `bool(os.getenv("DEBUG", "False"))`. */
function isTextAsBoolean(value: Value): boolean {
  const first = value.kind === 'call' && value.callee === 'bool' ? value.args[0]?.value : undefined
  return first !== undefined && envRead(first)?.default?.kind === 'string'
}

/** Whether a place is reached where no variable is set. `maybe`: conditions that say nothing of it. */
export function reached({ conditions }: Scope, code: Code): 'always' | 'never' | 'maybe' {
  let result: 'always' | 'maybe' = 'always'
  for (const condition of conditions) {
    if (isEntryPoint(condition)) continue
    // Frameworks of other languages take a missing variable for development too: there the guard is what counts.
    const unset = code.language === 'python' ? whenUnset(condition.value, code) : undefined
    if (unset?.kind === 'constant') {
      if (isTrue(unset.value) === condition.negated) return 'never'
    } else if (isDevelopmentOnly({ conditions: [condition] })) return 'never'
    else if (!isProductionOnly({ conditions: [condition] })) result = 'maybe'
  }
  return result
}

/** The state of something that stands under conditions. */
export function guardedState(state: State, scope: Scope, code: Code): State {
  if (state.is !== 'on') return state
  const reach = reached(scope, code)
  if (reach === 'never') return OFF
  return reach === 'always' ? state : unknown('It stands under a condition that cannot be followed.')
}

/** Names of what only developers and tests use: `settings/dev.py`, `config.local.js`, `settings_test.py`, the namespace `shop-dev`. */
export function isDevelopmentFile(path: string): boolean {
  const parts = path.toLowerCase().split('/')
  const name = parts.pop() ?? ''
  return DEVELOPMENT.has(parts.pop() ?? '') || name.split(/[._-]/).some((word) => DEVELOPMENT.has(word))
}

const DEVELOPMENT = new Set([
  'dev',
  'devel',
  'develop',
  'development',
  'local',
  'localhost',
  'test',
  'tests',
  'testing',
  'testutil',
  'testutils',
  'e2e',
  'ci',
])
