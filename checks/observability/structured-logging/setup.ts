import { nameOf } from '#formats/code/names'
import type { Call, Code, Scope, Value } from '#formats/code/view'
import type { Service } from '#formats/services'
import type { Range } from '#model/location'

type Family = Service['language']

/** What one file says about how a service writes its log. Plain JSON. */
export type LogSetup =
  /** Lines are JSON (or go out as records). Absent language: of every one. */
  | { readonly says: 'json'; readonly language?: Family | undefined }
  /** A library that can write JSON, and is told not to at this place, or told nothing by a file that merely uses it. */
  | { readonly says: 'plain'; readonly library: string; readonly language: Family; readonly range?: Range | undefined }
  /** A configuration, or a call that makes one, with lines of text. */
  | { readonly says: 'text'; readonly what: string; readonly language: Family; readonly range: Range }
  /** A function from elsewhere sets it up: `setup_logging()`. */
  | { readonly says: 'delegated'; readonly to: string; readonly language: Family }
  /** The definition of such a function. */
  | { readonly says: 'defined'; readonly name: string }
  /** The level of everything, where it is written down. */
  | { readonly says: 'level'; readonly isDebug: boolean; readonly language: Family; readonly range: Range }

export function familyOf({ language }: Pick<Code, 'language'>): Family {
  return language === 'javascript' || language === 'typescript' ? 'node' : language
}

const DEBUG = /^(?:debug|trace|verbose|silly|notset|all|debuglevel|leveldebug|tracelevel|leveltrace)$/i
const OTHER =
  /^(?:info|warn|warning|error|critical|fatal|notice|http|infolevel|warnlevel|errorlevel|levelinfo|levelwarn|levelerror|off|silent)$/i

/** The level that a value fixes: `"DEBUG"`, `logging.DEBUG`, `slog.LevelDebug`; none where a variable decides. */
export function levelSetup(code: Pick<Code, 'language'>, value: Value | undefined, scope: Scope): readonly LogSetup[] {
  if (!value || scope.conditions.length > 0) return []
  const text =
    value.kind === 'string' && !value.interpolated
      ? value.text
      : value.kind === 'name' && value.name.includes('.')
        ? lastOf(nameOf(value))
        : ''
  if (!DEBUG.test(text) && !OTHER.test(text)) return []
  return [{ says: 'level', isDebug: DEBUG.test(text), language: familyOf(code), range: value.range }]
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

const SETS_UP =
  /^_?(?:set_?up|init(?:iali[sz]e)?|configure|install|get|create|make|new|use|with)_?(?:\w{0,30}_?)?(?:logging|logger|logs|structlog)$/i

/** Functions that set logging up, and calls of such that come from elsewhere. */
export function delegated(code: Code, origin: (name: string) => string): readonly LogSetup[] {
  const defined = code.functions.flatMap(({ name }) =>
    name && SETS_UP.test(lastOf(name)) ? [{ says: 'defined', name: lastOf(name) } as const] : [],
  )
  const call = code.calls.find((one) => SETS_UP.test(one.method) && isFromElsewhere(one, origin))
  return call ? [...defined, { says: 'delegated', to: call.method, language: familyOf(code) }] : defined
}

const KNOWN =
  /^(?:logging|structlog|loguru|celery|django|flask|uvicorn|gunicorn|absl|winston|pino|log4js|bunyan|log|log\/slog|go\.uber\.org\/zap|github\.com\/(?:sirupsen|rs\/zerolog|go-logr)|@nestjs|fastify|multiprocessing|google\.cloud)(?:[./]|$)/

function isFromElsewhere({ callee }: Call, origin: (name: string) => string): boolean {
  const from = origin(callee)
  return !from.startsWith('.') && !KNOWN.test(from)
}
