import { nameOf } from '../code/names.ts'
import type { Call, Value } from '../code/view.ts'
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
export function levelOf(call: Call): LogLevel | undefined {
  if (!call.receiver || !isLogger(call.receiver)) return
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
  'slog zlog klog glog logrus zap winston pino bunyan sugar sugared structlog loguru log4js tslog consola getLogger get_logger GetLogger'.split(
    ' ',
  ),
)

/** By its name: `logger`, `this.logger`, `req.log`, `Rails.logger`, `authLogger`, `zap.L()`, `logging.getLogger(…)`, `log.With()`. */
function isLogger(value: Value): boolean {
  const name = nameOf(value)
  if (name === 'Math' || name === 'console') return false
  return name
    .replaceAll('()', '')
    .split('.')
    .some((segment) => LOGGER.test(segment) || LIBRARIES.has(segment))
}
