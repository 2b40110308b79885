import type { Code } from '../code/code.ts'
import { isTrue, whenUnset } from '../code/unset.ts'
import { type DebugSetting, guardedState, OFF, ON, type State, stateOf, unknown } from './setting.ts'

/** Gin, Echo and Beego. */
export function goSettings(code: Code): readonly DebugSetting[] {
  const uses = (name: string) => code.imports.some(({ module }) => module.includes(name))
  return [...(uses('gin-gonic/gin') ? ginModes(code) : []), ...(uses('labstack/echo') || uses('beego') ? fields(code) : [])]
}

function ginModes(code: Code): DebugSetting[] {
  return code.calls.flatMap(({ callee, args: [mode], range, scope }) => {
    if (callee !== 'gin.SetMode' || !mode) return []
    const written = mode.value.kind === 'name' ? modeNamed(mode.value.name) : undefined
    const state = written ?? textMode(mode.value, code)
    return [{ subject: 'gin.SetMode', range, state: guardedState(state, scope, code), exposes: 'development mode' as const }]
  })
}

function modeNamed(name: string): State | undefined {
  return name === 'gin.DebugMode' ? ON : /^gin\.(?:Release|Test)Mode$/.test(name) ? OFF : undefined
}

function textMode(value: Parameters<typeof whenUnset>[0], code: Code): State {
  const unset = whenUnset(value, code)
  if (unset.kind !== 'constant' || typeof unset.value !== 'string' || !isTrue(unset.value)) return unknown('A variable decides the mode.')
  if (unset.value !== 'debug') return OFF
  return unset.variable ? { is: 'on', how: 'unset', variable: unset.variable } : ON
}

/** `e.Debug = true` (Echo), `web.BConfig.RunMode = "dev"` (Beego). */
function fields(code: Code): DebugSetting[] {
  return code.assignments.flatMap(({ target, value, range, scope }) => {
    const isMode = target.endsWith('BConfig.RunMode')
    if (!isMode && !/^[\w.]*\.Debug$/.test(target)) return []
    const state = isMode
      ? value.kind === 'string'
        ? value.text === 'dev'
          ? ON
          : OFF
        : unknown('A variable decides the mode.')
      : stateOf(value, code)
    return [
      { subject: target, range, state: guardedState(state, scope, code), exposes: isMode ? 'development mode' : 'error pages' } as const,
    ]
  })
}
