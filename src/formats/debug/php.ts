import type { SourceFile } from '#model/snapshot'
import type { Assignment, Call, Code, Value } from '../code/code.ts'
import { entryOf, positional } from '../code/lookup.ts'
import { meant } from '../code/unset.ts'
import { type DebugSetting, guardedState, ON, type State, stateOf } from './setting.ts'

/** Laravel, Symfony, WordPress, Yii, CakePHP, Slim, and PHP's own switch. */
export function phpSettings({ path }: SourceFile, code: Code): readonly DebugSetting[] {
  return [
    ...code.assignments.flatMap((assignment) => [...constant(assignment, code), ...configured(path, assignment, code)]),
    ...code.calls.flatMap((call) => called(call, code)),
  ]
}

function constant({ target, value, range, scope }: Assignment, code: Code): DebugSetting[] {
  const isMode = target === 'ENVIRONMENT' && value.kind === 'string'
  if (!isMode && !/^(?:WP_DEBUG|WP_DEBUG_DISPLAY|YII_DEBUG)$/.test(target)) return []
  const state: State = isMode ? (value.text === 'development' ? ON : { is: 'off' }) : phpState(value, code)
  return [{ subject: target, range, state: guardedState(state, scope, code), exposes: isMode ? 'development mode' : 'error pages' }]
}

/** What `config/app.php` returns under `debug`. */
function configured(path: string, { target, value }: Assignment, code: Code): DebugSetting[] {
  const found = target === 'return' && /(?:^|\/)config\/app\.php$/.test(path) ? entryOf(value, 'debug') : undefined
  return found ? [{ subject: 'debug', range: found.range, state: phpState(found.value, code), exposes: 'error pages' }] : []
}

/** The function `env` makes booleans of texts. */
function phpState(value: Value, code: Code): State {
  const state = stateOf(value, code)
  const fallback = value.kind === 'call' && value.callee === 'env' ? positional(value, 1) : undefined
  return fallback?.kind === 'string' && meant(fallback.text) === false ? { is: 'off' } : state
}

function called(call: Call, code: Code): DebugSetting[] {
  const { callee, method, args, range, scope } = call
  const setting = (subject: string, state: State): DebugSetting[] => [
    { subject, range, state: guardedState(state, scope, code), exposes: 'error pages' },
  ]
  if (callee === 'Debug.enable' || callee === 'ErrorHandler.register') return callee === 'Debug.enable' ? setting(callee, ON) : []
  const [first, second] = args
  if (callee === 'ini_set' && first?.value.kind === 'string' && first.value.text === 'display_errors' && second) {
    return setting('display_errors', textState(second.value, code))
  }
  return method === 'addErrorMiddleware' && first ? setting('addErrorMiddleware', stateOf(first.value, code)) : []
}

/** `On`, `stderr` and `0` are texts. */
function textState(value: Value, code: Code): State {
  if (value.kind !== 'string') return stateOf(value, code)
  return meant(value.text) === true || value.text === 'stdout' ? ON : { is: 'off' }
}
