import type { Code } from '../code/code.ts'
import { envReads } from '../code/environment.ts'
import { constantText } from '../code/lookup.ts'
import { isTrue, meant, whenUnset } from '../code/unset.ts'
import { type DebugSetting, guardedState, OFF, type State, unknown } from './setting.ts'
import { isSwitch, variableState } from './variables.ts'

/** Every read of a debug switch from the environment, or from a configuration that it fills: its default counts. */
export function switchReads(code: Code): readonly DebugSetting[] {
  return envReads(code).flatMap((read): DebugSetting[] => {
    const { name, range, scope } = read
    const mode = name === 'FLASK_ENV' && read.default ? variableState(name, constantText(read.default) ?? '') : OFF
    if (mode.is === 'on') return [{ subject: name, range, state: guardedState(mode, scope, code), exposes: 'development mode', mild: true }]
    if (!isSwitch(name) && !/\.debug$/i.test(name)) return []
    const state = read.default ? stateOfDefault(name, read.default, code) : OFF
    return [{ subject: name, range, state: guardedState(state, scope, code), exposes: 'error pages' }]
  })
}

/** A default is meant as it reads, whatever the program makes of the text later. */
function stateOfDefault(variable: string, fallback: Parameters<typeof whenUnset>[0], code: Code): State {
  const unset = whenUnset(fallback, code)
  if (unset.kind !== 'constant') return unset.kind === 'fails' ? OFF : unknown('Its default is decided elsewhere.')
  const isOn = typeof unset.value === 'string' ? meant(unset.value) === true : isTrue(unset.value)
  return isOn ? { is: 'on', how: 'unset', variable } : OFF
}
