import { code } from '#formats/code/code'
import { LOG_HINTS, logCalls, mayLog } from '#formats/logging'
import { type StrayPrint, strayPrints } from '#formats/logging/stray'
import { COMMAND_HINTS, type CodePart, partOf, serviceCode } from '#formats/service-code'
import { SERVICE_FILES, SERVICE_HINTS, type ServiceFact, serviceFacts, services } from '#formats/services'
import { LEVELS, type Observation } from '#model/check'
import { repositoryCheck } from '#model/checks'
import { bad, good } from './print-logging.examples.ts'

type Fact = { readonly service: ServiceFact } | Printing

interface Printing {
  readonly part: CodePart
  readonly prints: readonly StrayPrint[]
  readonly logs: boolean
}

export default repositoryCheck<Fact>({
  title: 'Service code logs with a logger, and does not print',
  severity: 'medium',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '30m',
  why: `
    A printed line has no level, no time, no logger's name and no request id: it cannot be filtered, searched by field or
    switched off, and it goes to standard output whether or not anyone wanted it there.`,
  remedy: `
    Use the logger of the module, with a level and with fields instead of a sentence:
    \`logger.debug("jwt_bearer_called", path=request.path)\` (structlog), \`logger.info({ orderId }, 'created')\` (pino),
    \`slog.Info("publishing", "type", event.Type)\` (Go), \`log.info("created {}", id)\` (slf4j), \`Rails.logger.info\`.`,
  references: ['https://12factor.net/logs', 'https://docs.python.org/3/howto/logging.html#when-to-use-logging', 'https://go.dev/blog/slog'],
  files: SERVICE_FILES,
  hints: [...SERVICE_HINTS, ...LOG_HINTS, ...COMMAND_HINTS],

  *collect(file) {
    for (const service of serviceFacts(file)) yield { service }
    const parsed = mayLog(file.text) || COMMANDS.test(file.text) ? code(file) : undefined
    if (!parsed || !ROW.has(parsed.language)) return
    const [part, prints] = [partOf(file), strayPrints(file)]
    const logs = logCalls(parsed).some(({ kind }) => kind === 'log')
    if (prints.length > 0 || logs || part === 'command') yield { part, prints, logs }
  },

  *judge(facts) {
    const all = services(facts.flatMap(({ path, fact }) => ('service' in fact ? { path, fact: fact.service } : [])))
    const files = facts.flatMap(({ path, fact }) => ('part' in fact ? { path, fact } : []))
    const isService = serviceCode(
      all,
      files.map(({ path, fact }) => ({ path, fact: fact.part })),
    )
    for (const { path, fact } of files) {
      if (!isService(path, fact.part) && !isMixed(fact)) continue
      if (fact.logs) yield { subject: 'log calls', location: { path } }
      yield* printed(path, fact.prints)
    }
  },

  examples: { bad, good },
})

const COMMANDS = new RegExp(`\\b(?:${COMMAND_HINTS.join('|')})\\b`)

const ROW: ReadonlySet<string> = new Set(['python', 'javascript', 'typescript', 'go', 'java', 'ruby'])

/** A module that has a logger and prints beside it, whatever runs it. */
function isMixed({ part, prints, logs }: Printing): boolean {
  return part === 'any' && logs && prints.length > 0
}

/** Beyond these the rest of a file is one finding. */
const MOST = 10

function* printed(path: string, prints: readonly StrayPrint[]): Iterable<Observation> {
  for (const { name, where, range, fix } of prints.slice(0, MOST)) {
    const message = `\`${name}\` writes a line without level, time or fields, which nobody can filter or switch off. Use the logger.`
    yield { subject: where ? `${name} in ${where}` : name, location: { path, range }, problem: { message, rating: 'red', fix } }
  }
  const rest = prints.slice(MOST)
  if (!rest[0]) return
  const message = `This file prints ${rest.length} more lines from here on.`
  yield { subject: 'more prints', location: { path, range: rest[0].range }, problem: { message, rating: 'red' } }
}
