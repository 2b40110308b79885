import { type Code, code, grammarOf } from '#formats/code/code'
import type { GrammarName } from '#formats/code/grammars'
import { perFile } from '#formats/per-file'
import { rangeInCommand, START_FILES, startCommands } from '#formats/start-commands'
import { isToolingPath } from '#formats/tooling'
import { mentions, mentionsLike } from '#formats/words'
import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import type { TimeoutFact } from './fact.ts'
import { goTimeouts } from './go.ts'
import { javaTimeouts } from './java.ts'
import { nodeDefaults, nodeTimeouts } from './node.ts'
import { phpTimeouts } from './php.ts'
import { pythonTimeouts } from './python.ts'
import { rubyTimeouts } from './ruby.ts'

export type { TimeoutFact } from './fact.ts'

export const TIMEOUT_FILES: readonly string[] = [...START_FILES, '**/*.{py,js,cjs,mjs,ts,cts,mts,go,java,rb,php}']

export const TIMEOUT_HINTS: readonly string[] =
  `requests httpx aiohttp urlopen smtplib openai anthropic langchain_ stub( stripe axios fetch net/http context.background context.todo ctx, resttemplate webclient restclient
  net::http faraday guzzle gunicorn worker_class workers bind=`
    .split(/\s+/)
    .concat('bind =')

/** What a file says about the deadlines of calls that leave the process, and of requests that come in. */
export const timeoutFacts: (file: SourceFile) => readonly TimeoutFact[] = perFile((file) => {
  if (isToolingPath(file.path)) return []
  const grammar = grammarOf(file.path)
  if (!grammar) return /gunicorn/.test(file.text) ? commands(file) : []
  const source = LIKELY[grammar]?.(file) || GUNICORN.test(file.path) ? code(file) : undefined
  if (!source) return []
  return [...(READERS[source.language]?.(source, file) ?? []), ...configured(file, source)]
})

/** Libraries to which this file gives a deadline for the whole program. */
export function timeoutDefaults(file: SourceFile): readonly string[] {
  const source = maySetDefaults(file) && grammarOf(file.path) ? code(file) : undefined
  return source ? nodeDefaults(source) : []
}

const maySetDefaults = mentions(['.defaults', 'httpmodule'])

const likelyNode = mentionsLike(
  /axios|HttpService|undici|node-fetch|cross-fetch|(?<![.\w])fetch\s{0,9}[(<]|openai|anthropic|['"]stripe['"]/i,
  ['axios', 'httpservice', 'undici', 'fetch', 'openai', 'anthropic', 'stripe'],
)

/** A cheap look before parsing: a library that waits, imported or called. */
const LIKELY: Readonly<Partial<Record<GrammarName, (file: SourceFile) => boolean>>> = {
  python: mentionsLike(
    /\b(?:import|from)\b[^\n]{0,200}\b(?:requests|httpx|aiohttp|urllib|urlopen|smtplib|openai|anthropic|langchain_\w+)|Stub\s{0,9}\(/,
    'requests httpx aiohttp urllib urlopen smtplib openai anthropic langchain_ stub'.split(' '),
    250,
  ),
  javascript: likelyNode,
  typescript: likelyNode,
  tsx: likelyNode,
  go: mentionsLike(/"net\/http"|context\s{0,9}\.\s{0,9}(?:Background|TODO)|\w\(ctx\b/, ['net/http', 'context', '(ctx']),
  java: mentions(['resttemplate', 'webclient', 'web.client.restclient']),
  ruby: mentions(['net::http', 'faraday']),
  php: mentions(['guzzle']),
}

const READERS: Readonly<Partial<Record<Code['language'], (code: Code, file: SourceFile) => readonly TimeoutFact[]>>> = {
  python: pythonTimeouts,
  javascript: nodeTimeouts,
  typescript: nodeTimeouts,
  go: goTimeouts,
  java: javaTimeouts,
  ruby: rubyTimeouts,
  php: phpTimeouts,
}

/** `gunicorn --timeout 120`. */
function commands(file: SourceFile): TimeoutFact[] {
  return startCommands(file).flatMap((command): TimeoutFact[] => {
    const begin = /\bgunicorn\b/.exec(command.text)
    if (!begin) return []
    const found = LIMIT.exec(command.text.slice(begin.index))
    const end = begin.index + (found ? found.index + found[0].length : begin[0].length)
    const { seconds, name, preset } = found?.groups ?? {}
    const written = seconds ?? preset ?? numbers(file).get(name ?? '')
    return [worker(`gunicorn of ${command.subject}`, written ? Number(written) : null, rangeInCommand(command, begin.index, end))]
  })
}

/** The numbers that a script gives to its variables. */
const numbers = onceFor(({ text }: SourceFile): ReadonlyMap<string, string> => {
  const found = [...text.matchAll(/^[^\S\n]*(?:export )?(\w{1,60})=["']?(\d{1,9})\b/gm)]
  return new Map(found.toReversed().map(([, name = '', value = '']) => [name, value]))
})

/** `-t 120`, `--timeout "${TIMEOUT:-120}"`, `--timeout $TIMEOUT` of a script that says what that is. */
const LIMIT = /(?:--timeout|["'\s]-t)["',=\s-]{1,20}(?:(?<seconds>\d{1,9})\b|\$\{?(?<name>\w{1,60})(?::[-=](?<preset>\d{1,9}))?\}?)/

const GUNICORN = /gunicorn[\w.-]*\.py$/

/** `timeout = 120` in `gunicorn.conf.py`. */
function configured({ path }: SourceFile, { assignments }: Code): TimeoutFact[] {
  if (!GUNICORN.test(path)) return []
  return assignments.flatMap(({ target, value, range, scope }) =>
    target === 'timeout' && scope.moduleLevel && value.kind === 'number' ? [worker('gunicorn timeout', value.value, range)] : [],
  )
}

const LONGEST = 60

function worker(subject: string, seconds: number | null, range: TimeoutFact['range']): TimeoutFact {
  const base = { aspect: 'worker', subject, range } as const
  if (seconds === null || (seconds > 0 && seconds <= LONGEST)) return base
  const harm = seconds === 0 ? 'never ends a worker that hangs' : `lets a request hold a worker for ${seconds} seconds`
  const message = `gunicorn ${harm}: a few slow calls take all workers, and the service with them. Keep it at 30, and move long work to a queue.`
  return { ...base, lacks: { rating: 'yellow', severity: 'medium', message } }
}
