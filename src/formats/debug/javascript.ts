import type { Call, Code, Value } from '../code/code.ts'
import { isDevelopmentOnly } from '../code/guards.ts'
import { entryOf, valuesIn } from '../code/lookup.ts'
import { type DebugSetting, type Exposure, guardedState, OFF, ON, type State, stateOf } from './setting.ts'

/** Express, Nest, Apollo and Next: what shows errors to callers. */
export function javascriptSettings(code: Code): readonly DebugSetting[] {
  const handlers = new Set([...localNames('errorhandler', code), 'express.errorHandler'])
  const servers = new Set(localNames('next', code))
  return code.calls.flatMap((call) => {
    if (handlers.has(call.callee)) return [setting(call, `${call.callee}()`, ON, call, code)]
    if (servers.has(call.callee)) return option(call, 'dev', code, 'development mode')
    return optionsOf(call).flatMap((name) => option(call, name, code))
  })
}

/** What a package is called in this file. */
function localNames(name: string, { imports, assignments }: Code): readonly string[] {
  const imported = imports.flatMap(({ module, alias }) => (module === name && alias ? [alias] : []))
  return [...imported, ...assignments.flatMap(({ target, value }) => (requires(value, name) ? [target] : []))]
}

function requires(value: Value, name: string): boolean {
  const [first] = value.kind === 'call' && value.callee === 'require' ? value.args : []
  return first?.value.kind === 'string' && first.value.text === name
}

/** Apollo answers with stack traces. */
function optionsOf({ callee, method, isNew }: Call): readonly string[] {
  return (isNew && method === 'ApolloServer') || callee === 'GraphQLModule.forRoot' ? ['debug', 'includeStacktraceInErrorResponses'] : []
}

function option(call: Call, name: string, code: Code, exposes?: Exposure): DebugSetting[] {
  for (const { value } of call.args) {
    const entry = entryOf(value, name)
    if (entry) return [setting(call, `${call.callee}(${name})`, optionState(entry.value, code), entry, code, exposes)]
  }
  return []
}

/** `process.env.NODE_ENV !== 'production'` is how Node programs ask; so is a name that says so. */
function optionState(value: Value, code: Code): State {
  const asks = isDevelopmentOnly({ conditions: [{ value, negated: false, text: '' }] })
  return asks && valuesIn(value).every(({ kind }) => kind !== 'boolean') ? OFF : stateOf(value, code)
}

function setting(
  { scope }: Call,
  subject: string,
  state: State,
  { range }: Pick<Call, 'range'>,
  code: Code,
  exposes: Exposure = 'error pages',
): DebugSetting {
  return { subject, range, state: guardedState(state, scope, code), exposes }
}
