import type { Call, Code, Value } from '../code/code.ts'
import { type DebugSetting, guardedState, OFF, ON, type State, stateOf } from './setting.ts'

/** Rails environments and Sinatra. */
export function rubySettings(code: Code): readonly DebugSetting[] {
  const rails = code.assignments.flatMap(({ target, value, range, scope }) => {
    if (!target.endsWith('config.consider_all_requests_local')) return []
    return [
      {
        subject: 'config.consider_all_requests_local',
        range,
        state: guardedState(stateOf(value, code), scope, code),
        exposes: 'error pages' as const,
      },
    ]
  })
  return [...rails, ...code.calls.flatMap((call) => sinatra(call, code))]
}

/** `set :show_exceptions, true`, `enable :show_exceptions`, `set :environment, :development`. */
function sinatra({ callee, args: [setting, value], range, scope }: Call, code: Code): DebugSetting[] {
  const name = setting?.value.kind === 'string' ? setting.value.text : ''
  if (name !== 'show_exceptions' && name !== 'environment') return []
  const state =
    callee === 'set' && value ? stateOfSetting(name, value.value, code) : callee === 'enable' ? ON : callee === 'disable' ? OFF : undefined
  if (!state) return []
  return [
    { subject: name, range, state: guardedState(state, scope, code), exposes: name === 'environment' ? 'development mode' : 'error pages' },
  ]
}

/** `:after_handler` shows nothing that the program does not show itself. */
function stateOfSetting(name: string, value: Value, code: Code): State {
  if (value.kind !== 'string') return stateOf(value, code)
  return name === 'environment' && value.text === 'development' ? ON : OFF
}
