import { code } from '#formats/code/code'
import { LOG_HINTS, logCalls, mayLog } from '#formats/logging'
import { mayReroute, reroutedMethods } from '#formats/logging/rerouted'
import { type StrayPrint, strayPrints } from '#formats/logging/stray'
import { COMMAND_HINTS, type CodePart, nearCommands, partOf, serviceCode } from '#formats/service-code'
import { SERVICE_FILES, SERVICE_HINTS, type ServiceFact, serviceFacts, services, servicesAround } from '#formats/services'
import { mentionsLike } from '#formats/words'
import { LEVELS, type Observation } from '#model/check'
import { repositoryCheck } from '#model/checks'
import type { Range } from '#model/location'
import { bad, good } from './print-logging.examples.ts'

type Fact = { readonly service: ServiceFact } | { readonly rerouted: readonly string[] } | Printing

interface Printing {
  readonly part: CodePart
  /** The first of them. */
  readonly prints: readonly StrayPrint[]
  /** How many more there are, and where they begin. */
  readonly more?: { readonly count: number; readonly range: Range } | undefined
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
    const parsed = mayLog(file) || mayCommand(file) || mayReroute(file) ? code(file) : undefined
    if (!parsed || !ROW.has(parsed.language)) return
    const part = partOf(file)
    if (part === 'tool' || part === 'browser') return
    const rerouted = reroutedMethods(parsed)
    if (rerouted.length > 0) yield { rerouted }
    const prints = part === 'command' ? [] : strayPrints(file)
    const logs = part !== 'command' && logCalls(parsed).some(({ kind }) => kind === 'log')
    if (prints.length > 0 || logs || part === 'command') yield { part, prints: prints.slice(0, MOST), more: beyond(prints), logs }
  },

  *judge(facts) {
    const all = services(facts.flatMap(({ path, fact }) => ('service' in fact ? { path, fact: fact.service } : [])))
    const files = facts.flatMap(({ path, fact }) => ('part' in fact ? { path, fact } : []))
    const reroutes = facts.flatMap(({ path, fact }) => ('rerouted' in fact ? { path, methods: fact.rerouted } : []))
    const parts = files.map(({ path, fact }) => ({ path, fact: fact.part }))
    const [isService, isNearCommand] = [serviceCode(all, parts), nearCommands(parts)]
    for (const { path, fact } of files) {
      if (!isService(path, fact.part) && !(isMixed(fact) && !isNearCommand(path))) continue
      const around = servicesAround(all, path)
      const isNear = (other: string) => servicesAround(all, other).some((one) => around.includes(one))
      const left = withoutRerouted(fact, new Set(reroutes.flatMap(({ path, methods }) => (isNear(path) ? methods : []))))
      if (left.logs) yield { subject: 'log calls', location: { path } }
      yield* printed(path, left)
    }
  },

  examples: { bad, good },
})

/** A cheap look before parsing: what makes a file a command, where it is imported if the word means much else. */
const mayCommand = mentionsLike(
  /\b(?:argparse|typer|docopt|optparse|cobra|pflag|urfave|kingpin|yargs|meow|oclif|inquirer|picocli|jcommander|argv|ARGV|os\.Args)\b|\b(?:from|import|require|use|using)\b[^\n]{0,120}\b(?:click|fire|cmd|getopt|invoke|cleo|rich_click|questionary|IPython|kong|commander|cac|readline|thor)\b|"[^"\n]{0,80}\/kong"/,
  `argparse typer docopt optparse cobra pflag urfave kingpin yargs meow oclif inquirer picocli jcommander argv os.args click fire cmd getopt invoke cleo questionary ipython
  kong commander cac readline thor`.split(/\s+/),
)

const ROW: ReadonlySet<string> = new Set(['python', 'javascript', 'typescript', 'go', 'java', 'ruby'])

/** A module that has a logger and prints beside it, whatever runs it. Programs in Go answer on the terminal and fail through `log`. */
function isMixed({ part, prints, logs }: Printing): boolean {
  return part === 'any' && logs && prints.length > 0 && !prints.some(({ name }) => name.startsWith('fmt.'))
}

/** What goes through a logger, whatever it is called, is logged. */
function withoutRerouted(fact: Printing, methods: ReadonlySet<string>): Printing {
  if (methods.size === 0) return fact
  const isRerouted = (name: string) => name.startsWith('console.') && (methods.has('*') || methods.has(name.slice('console.'.length)))
  const prints = fact.prints.filter(({ name }) => !isRerouted(name))
  const logs = fact.logs || prints.length < fact.prints.length
  return { ...fact, logs, prints, more: methods.has('*') || prints.length === 0 ? undefined : fact.more }
}

/** Beyond these the rest of a file is one finding. */
const MOST = 10

function beyond(prints: readonly StrayPrint[]): Printing['more'] {
  const rest = prints.slice(MOST)
  return rest[0] && { count: rest.length, range: rest[0].range }
}

function* printed(path: string, { prints, more }: Printing): Iterable<Observation> {
  for (const { name, where, range, fix } of prints) {
    const message = `\`${name}\` writes a line without level, time or fields, which nobody can filter or switch off. Use the logger.`
    yield { subject: where ? `${name} in ${where}` : name, location: { path, range }, problem: { message, rating: 'red', fix } }
  }
  if (!more) return
  const message = `This file prints ${more.count} more lines from here on.`
  yield { subject: 'more prints', location: { path, range: more.range }, problem: { message, rating: 'red' } }
}
