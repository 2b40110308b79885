import { type Dependency, dependencies } from '#formats/dependencies'
import { lines, rangeInLine } from '#formats/lines'
import { pairs } from '#formats/pairs'
import type { SourceFile } from '#model/snapshot'
import type { LogSetup } from './setup.ts'

const JSON_LAYOUT =
  /LogstashEncoder|net\.logstash\.logback|LoggingEventCompositeJsonEncoder|JsonEncoder|JsonLayout|JSONLayout|JsonTemplateLayout|EcsEncoder|EcsLayout|StackdriverJson|CloudLoggingAppender|GelfEncoder|GelfLayout|LoggingAppender"|StructuredLogEncoder|StructuredLogLayout|ContrastJson/

/** `logback-spring.xml`, `log4j2.xml`: a JSON encoder or layout, else the first pattern. */
export function javaLayout(file: SourceFile): readonly LogSetup[] {
  const written = lines(file).filter(({ text }) => !/^\s*<!--.*-->\s*$/.test(text))
  if (written.some(({ text }) => JSON_LAYOUT.test(text))) return [{ says: 'json', language: 'java' }]
  const pattern = written.find(({ text }) => /<(?:pattern|Pattern|PatternLayout|encoder)\b/.test(text))
  if (!pattern) return []
  const start = pattern.text.search(/\S/)
  return [
    {
      says: 'text',
      what: file.path.slice(file.path.lastIndexOf('/') + 1),
      language: 'java',
      range: rangeInLine(pattern, start, pattern.text.trimEnd().length),
    },
  ]
}

/** `logging.structured.format.console: ecs` of Spring Boot, `quarkus.log.console.json` of Quarkus, and the level of everything. */
export function javaSettings(file: SourceFile): readonly LogSetup[] {
  const found: LogSetup[] = []
  for (const { name, value, start, end, commented } of pairs(file)) {
    if (commented) continue
    if (
      /^logging\.structured\.format\.(?:console|file)$/.test(name) ||
      (/^quarkus\.log\.(?:console|file)\.json(?:\.enabled?)?$/.test(name) && value !== 'false')
    )
      found.push({ says: 'json', language: 'java' })
    if (/^(?:logging\.level\.root|quarkus\.log\.level)$/.test(name) && /^(?:debug|trace|all|info|warn|error)$/i.test(value)) {
      const line = lines(file).findLast(({ offset }) => offset <= start)!
      const range = rangeInLine(line, start - line.offset, end - line.offset)
      found.push({ says: 'level', isDebug: /^(?:debug|trace|all)$/i.test(value), language: 'java', range })
    }
  }
  return found
}

/** A logging configuration of Python outside of code: `logging.yaml`, `logging.ini`. */
export function pythonConfig({ text }: SourceFile): readonly LogSetup[] {
  const written = text.split(/\r?\n/).filter((line) => !/^\s*[#;]/.test(line))
  return written.some((line) => /pythonjsonlogger|json_log_formatter|Json\w*Formatter|JSON\w*(?:Formatter|Renderer)/.test(line))
    ? [{ says: 'json', language: 'python' }]
    : []
}

/** Variables that switch JSON on without a line of code. */
export function startedWithJson(file: SourceFile): readonly LogSetup[] {
  return lines(file).some(({ text }) => /^[^#]*(?:LOGGING_STRUCTURED_FORMAT_CONSOLE|QUARKUS_LOG_CONSOLE_JSON)\b/.test(text))
    ? [{ says: 'json', language: 'java' }]
    : []
}

/** Libraries that a manifest asks for: some write JSON by themselves, others have to be told. */
export function logDependencies(file: SourceFile): readonly LogSetup[] {
  return dependencies(file).flatMap((dependency): LogSetup[] => {
    const [language, works, able] = BY_ECOSYSTEM[dependency.ecosystem] ?? []
    const name = dependency.name.slice(dependency.name.lastIndexOf(':') + 1)
    if (!language || dependency.scope !== 'production') return []
    if (works?.test(name)) return [{ says: 'json', language }]
    return able?.test(name) ? [{ says: 'plain', library: name, language, range: dependency.range }] : []
  })
}

const BY_ECOSYSTEM: Readonly<Partial<Record<Dependency['ecosystem'], readonly ['java' | 'ruby', RegExp, RegExp]>>> = {
  maven: [
    'java',
    /^(?:quarkus-logging-(?:json|gelf)|google-cloud-logging-logback|spring-cloud-gcp-starter-logging|slf4j-json)$/,
    /^(?:logstash-logback-encoder|logback-ecs-encoder|log4j2-ecs-layout|ecs-logging-core|logback-json-classic|log4j-layout-template-json)$/,
  ],
  rubygems: ['ruby', /^(?:ougai|twiglet|google-cloud-logging)$/, /^(?:lograge|semantic_logger|rails_semantic_logger|logstash-logger)$/],
}
