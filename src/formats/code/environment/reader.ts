import type { Range } from '#model/location'
import { argumentOf, constantText, positional } from '../lookup.ts'
import { nameOf } from '../names.ts'
import type { Call, Scope, Value } from '../view.ts'

/** What a call reads from the environment by itself. */
export interface Read {
  readonly name: string
  readonly default?: Value | undefined
  readonly required: boolean
}

/** What a declaration reads, or gives a default for. */
export interface DeclaredRead extends Read {
  readonly range: Range
  readonly scope: Scope
}

const VERB = '(?:must|should)?(?:get|lookup|read|fetch|load|parse|require)?'
const KIND = '(?:as)?(?:str|string|bool|boolean|int|integer|float|number|duration|list|slice|url)?'
const ELSE = '(?:or|ordefault|orelse|withdefault|withfallback|default|required|orthrow|orfail|orpanic)?'
/** `getenv`, `LookupEnv`, `mustGetEnv`, `env_bool`, `getEnvOrDefault`, `envInt`, `getBoolEnv`; without underscores. */
const READER = new RegExp(`^${VERB}${KIND}env(?:ironment)?(?:var|variable)?${KIND}${ELSE}$`)

/** Objects that are the environment, and objects that are a configuration filled from it. */
const ENVIRONMENT = /^(?:(?:os\.)?environ|ENV|(?:Deno|Bun)\.env|env|Env|environment|Environment|System\.getenv\(\))$/
const CONFIGURATION = /(?:^|\.)_?(?:config|configService|configuration|settings|environment|env)$/i
const ASKS =
  /^(?:get|fetch|pop|setdefault|str|string|bool|boolean|int|integer|float|decimal|number|list|array|tuple|dict|json|url|path|db|cache|email|getOrThrow|getOrDefault|getProperty|getRequiredProperty|GetValue|GetEnvironmentVariable|getEnvironmentVariable)$/
/** Without the variable these fail: `env.bool("X")`, `config("X")`, `ENV.fetch("X")`. */
const REQUIRES = /^(?:env|config|decouple\.config|ENV\.fetch)$|^env\.(?!get$)|must|require|orThrow|orFail/i
/** How variables are written; keys of configuration files are not. */
const UPPER = /^[A-Z][A-Z0-9_]*$/

const SETTINGS = /^(?:django_)?settings$/

export function readBy(call: Call): Read | undefined {
  // `getattr(settings, "X", "d")` reads what Django's settings were given.
  if (call.callee === 'getattr' && SETTINGS.test(nameOf(positional(call, 0) ?? call))) {
    const [setting, fallback] = [constantText(positional(call, 1)), positional(call, 2)]
    return setting && fallback && UPPER.test(setting) ? { name: setting, default: fallback, required: false } : undefined
  }
  const name = constantText(positional(call, 0))
  if (name === undefined || !/^\w[\w.:-]*$/.test(name) || !asks(call, name)) return
  const fallback = defaultOf(call)
  return { name, default: fallback, required: !fallback && REQUIRES.test(call.callee) }
}

function asks({ callee, method, receiver }: Call, name: string): boolean {
  const isReader = READER.test(method.slice(0, 60).replaceAll('_', '').toLowerCase())
  if (!receiver) return UPPER.test(name) ? isReader || callee === 'config' : /^(?:env|getenv)$/i.test(callee)
  const on = nameOf(receiver)
  if (ENVIRONMENT.test(on)) return ASKS.test(method)
  if (/configService$/i.test(on) && method === 'get') return true
  if (CONFIGURATION.test(on) && ASKS.test(method)) return UPPER.test(name) || /^get(?:Property|RequiredProperty|Value)$/i.test(method)
  if (callee === 'decouple.config') return true
  return isReader && (UPPER.test(name) || /^(?:getenv|lookupenv)$/i.test(method))
}

/** By name, by position, or what the block gives (Ruby). A type in its place is no default (`env.get("X", String.class)`). */
function defaultOf(call: Call): Value | undefined {
  const given = argumentOf(call, 'default') ?? argumentOf(call, 'fallback') ?? positional(call, 1)
  if (!given || given.kind === 'object') return
  return isType(given) ? positional(call, 2) : resultOf(given)
}

function isType(value: Value): boolean {
  return value.kind === 'name' && /^(?:bool|int|str|float|list)$|\.class$/.test(value.name)
}

/** What a function gives, if the value is one. */
export function resultOf(value: Value | undefined): Value | undefined {
  return value?.kind === 'function' ? value.function.returns.at(-1) : value
}
