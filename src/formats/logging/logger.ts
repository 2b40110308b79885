import { nameOf } from '../code/names.ts'
import type { Call, Language, Value } from '../code/view.ts'
import type { LogLevel } from './call.ts'

const LEVELS: Readonly<Record<string, LogLevel>> = {
  trace: 'debug',
  debug: 'debug',
  verbose: 'debug',
  info: 'info',
  information: 'info',
  log: 'info',
  print: 'info',
  notice: 'info',
  success: 'info',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
  exception: 'error',
  err: 'error',
  critical: 'error',
  fatal: 'error',
  panic: 'error',
  alert: 'error',
  emergency: 'error',
}

const METHOD =
  /^(?:Log)?(trace|debug|verbose|info|information|log|print|notice|success|warn|warning|error|exception|err|critical|fatal|panic|alert|emergency)(?:f|w|p|ln|Context|Ctx|Async)?$/i

/** What a chain of builders ends in: zerolog's `Msg`, slf4j's `log`. */
const ENDS = /^(?:Msg|Msgf|Send)$/

/** The level of a call on a logger; `undefined`: none of those. */
export function levelOf(call: Call, language: Language): LogLevel | undefined {
  if (!call.receiver || !isLogger(call.receiver, language)) return
  if (ENDS.test(call.method)) return levelInChain(call.receiver) ?? 'info'
  const word = METHOD.exec(call.method)?.[1]?.toLowerCase()
  return word === undefined ? undefined : LEVELS[word]
}

/** `log.Error().Err(err).Msg("x")`. */
function levelInChain(value: Value | undefined): LogLevel | undefined {
  if (value?.kind !== 'call') return
  return LEVELS[value.method.toLowerCase()] ?? levelInChain(value.receiver)
}

const LOGGER = /^_*(?:(?:[a-z0-9]+_)*log(?:ger|ging)?s?|[a-zA-Z0-9]*Log(?:ger)?|(?:[A-Z0-9]+_)*LOG(?:GER)?)$/
const LIBRARIES = new Set(
  'slog zlog klog glog logrus zap winston pino bunyan sugar sugared structlog loguru log4js tslog consola getLogger get_logger GetLogger L S Ctx'.split(
    ' ',
  ),
)

/** By its name: `logger`, `this.logger`, `req.log`, `Rails.logger`, `authLogger`, `zap.L()`, `logging.getLogger(…)`, `log.With()`. */
function isLogger(value: Value, language: Language): boolean {
  const name = nameOf(value)
  if (name === 'Math' || name === 'console') return false
  const segments = name.replaceAll('()', '').split('.')
  if (segments.some((segment) => LOGGER.test(segment))) return true
  const isKnown =
    LIBRARIES.has(segments[0]!) || (language === 'go' && segments.length > 1 && LIBRARIES.has(segments.at(-1)!) && segments[0] === 'zap')
  return isKnown && segments[0]!.length > 1
}
