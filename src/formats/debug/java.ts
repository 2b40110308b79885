import type { Code } from '../code/code.ts'
import { type DebugSetting, stateOf } from './setting.ts'

/** `@EnableWebSecurity(debug = true)` logs requests with their headers. */
export function javaSettings(code: Code): readonly DebugSetting[] {
  return code.decorators.flatMap(({ name, args }) => {
    const given = name === 'EnableWebSecurity' ? args.find((argument) => argument.name === 'debug') : undefined
    return given
      ? [
          {
            subject: '@EnableWebSecurity(debug)',
            range: given.range,
            state: stateOf(given.value, code),
            exposes: 'requests in logs' as const,
          },
        ]
      : []
  })
}
