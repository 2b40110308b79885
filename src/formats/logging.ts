import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import { grammarOf } from './code/code.ts'
import type { GrammarName } from './code/grammars.ts'
import type { Call, Code } from './code/view.ts'
import type { LogCall } from './logging/call.ts'
import { loggedBy } from './logging/logged.ts'
import { levelOf } from './logging/logger.ts'
import { isPrint } from './logging/print.ts'
import { mentionsLike } from './words.ts'

export type { LogCall, Logged, LogLevel } from './logging/call.ts'

/** Every call of a file that writes to a log or to the terminal, from top to bottom. Of a chain only its end counts. */
export const logCalls: (code: Code) => readonly LogCall[] = onceFor((code: Code) => {
  const found = code.calls.flatMap((call) => {
    const kind = kindOf(call, code)
    return kind ? [{ kind, name: call.callee.replaceAll('()', ''), level: levelOf(call), call, logged: loggedBy(call) }] : []
  })
  const inner = new Set(found.flatMap(({ call }) => chainOf(call)))
  return found.filter(({ call }) => !inner.has(call))
})

/** A cheap look before parsing: something like a call of a logger, or a print. */
export function mayLog(file: SourceFile): boolean {
  const grammar = grammarOf(file.path)
  return grammar !== undefined && (hasLoggerCall(file) || (PRINT_CALLS[grammar]?.test(file.text) ?? false))
}

const hasLoggerCall = mentionsLike(
  /(?:log(?:ger|ging|rus)?s?|zap|winston|pino|bunyan|sugar(?:ed)?|loguru|log4js|consola)(?:\([^()]{0,80}\))?\s{0,80}(?:\.|->|::|\?\.|&\.)\s{0,80}(?:trace|debug|verbose|info|log|print|notice|success|warn|err|exception|critical|fatal|panic|alert|emergency|with|bind|at[A-Z]|L\(|S\(|get|child|channel|opt|contextual)/i,
  ['log', 'zap', 'winston', 'pino', 'bunyan', 'sugar', 'consola'],
  300,
)

const SCRIPT = /\bconsole\b/
const PRINT_CALLS: Readonly<Partial<Record<GrammarName, RegExp>>> = {
  python: /print\s{0,20}\(|\bpprint\b/,
  javascript: SCRIPT,
  typescript: SCRIPT,
  tsx: SCRIPT,
  go: /\.\s{0,20}F?[Pp]rint|\bprint(?:ln)?\s{0,20}\(/,
  java: /\bSystem\s{0,20}\.|printStackTrace/,
  ruby: /\b(?:puts|print|pp?)\b|std(?:out|err)/i,
  php: /error_log|var_dump|\bdump\b|\bdd\b|print_r/,
  csharp: /\bConsole\b/,
}

/** Words without one of which a file neither logs nor prints. */
export const LOG_HINTS: readonly string[] = [
  'log',
  'print',
  'console.',
  'puts',
  'pp ',
  'p(',
  'p ',
  'stdout',
  'stderr',
  'zap.',
  'pino',
  'winston',
]

function kindOf(call: Call, code: Code): LogCall['kind'] | undefined {
  if (isPrint(call, code.language)) return call.receiver || !ownNames(code).has(call.callee) ? 'print' : undefined
  return levelOf(call) ? 'log' : undefined
}

const ownNames = onceFor(({ functions }: Code) => new Set(functions.map(({ name }) => name)))

function chainOf({ receiver }: Call): readonly Call[] {
  return receiver?.kind === 'call' ? [receiver, ...chainOf(receiver)] : []
}
