import type { Code } from '../code/code.ts'
import { envReads } from '../code/environment.ts'
import { isTrue, meant, whenUnset } from '../code/unset.ts'
import { type DebugSetting, guardedState, OFF, type State, unknown } from './setting.ts'
import { isSwitch } from './variables.ts'

/** Every read of a debug switch from the environment, or from a configuration that it fills: its default counts. */
export function switchReads(code: Code): readonly DebugSetting[] {
  return envReads(code).flatMap((read) => {
    const { name, range, scope } = read
    if (!isSwitch(name) && !/\.debug$/i.test(name)) return []
    const state = read.default ? stateOfDefault(name, read.default, code) : OFF
    return [{ subject: name, range, state: guardedState(state, scope, code), exposes: 'error pages' as const }]
  })
}

/** A default is meant as it reads, whatever the program makes of the text later. */
function stateOfDefault(variable: string, fallback: Parameters<typeof whenUnset>[0], code: Code): State {
  const unset = whenUnset(fallback, code)
  if (unset.kind !== 'constant') return unset.kind === 'fails' ? OFF : unknown('Its default is decided elsewhere.')
  const isOn = typeof unset.value === 'string' ? meant(unset.value) === true : isTrue(unset.value)
  return isOn ? { is: 'on', how: 'unset', variable } : OFF
}
