import type { Call, Code } from '../code/code.ts'
import { constantText, positional } from '../code/lookup.ts'
import { type DebugSetting, guardedState, OFF, ON, type State, unknown } from './setting.ts'

/** ASP.NET Core: pages for developers, and the name of the environment. */
export function dotnetSettings(code: Code): readonly DebugSetting[] {
  const pages = code.calls.flatMap((call) => (PAGES.test(call.method) ? [setting(call, call.method, ON, code)] : []))
  const modes = code.calls.flatMap((call) => (call.method === 'UseEnvironment' ? [setting(call, call.method, mode(call), code)] : []))
  return [...pages, ...modes]
}

const PAGES = /^Use(?:DeveloperExceptionPage|DatabaseErrorPage|MigrationsEndPoint)$/

function mode(call: Call): State {
  const first = positional(call, 0)
  const text = first?.kind === 'name' ? first.name.replace(/^Environments\./, '') : constantText(first)
  return text === undefined ? unknown('A variable decides the environment.') : text.toLowerCase() === 'development' ? ON : OFF
}

function setting({ range, scope }: Call, subject: string, state: State, code: Code): DebugSetting {
  return {
    subject,
    range,
    state: guardedState(state, scope, code),
    exposes: subject === 'UseEnvironment' ? 'development mode' : 'error pages',
  }
}
