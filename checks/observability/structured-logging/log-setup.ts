import { type Code, code, grammarOf, type Language } from '#formats/code/code'
import { isDevelopmentFile } from '#formats/debug/setting'
import { DEPENDENCY_FILES } from '#formats/dependencies'
import { isDevelopmentPath } from '#formats/development'
import { perFile } from '#formats/per-file'
import { partOf } from '#formats/service-code'
import { mentionsLike } from '#formats/words'
import type { SourceFile } from '#model/snapshot'
import { javaLayout, javaSettings, logDependencies, pythonConfig, startedWithJson } from './files.ts'
import { goSetups } from './go.ts'
import { javascriptSetups } from './javascript.ts'
import { pythonSetups } from './python.ts'
import { rubySetups } from './ruby.ts'
import type { LogSetup } from './setup.ts'

export type { LogSetup } from './setup.ts'

/** Files that can say how a service writes its log. */
export const LOG_SETUP_FILES: readonly string[] = [
  ...DEPENDENCY_FILES,
  '**/*.{py,js,cjs,mjs,ts,cts,mts,go,rb,ru,yml,yaml,tpl,properties,sh}',
  '**/*log*.{xml,json,ini,conf,cfg,toml}',
  '**/{Dockerfile,Procfile}*',
]

/** Words without one of which a file says nothing about it. */
export const LOG_SETUP_HINTS: readonly string[] = [
  'log',
  'pino',
  'winston',
  'bunyan',
  'slog',
  'zap',
  'logrus',
  'zerolog',
  'consola',
  'signale',
  'json',
]

/** What a file says about how a service writes its log; files of developers' machines say nothing. */
export const logSetups: (file: SourceFile) => readonly LogSetup[] = perFile((file) => {
  const { path, text } = file
  if (isDevelopmentPath(path) || isDevelopmentFile(path)) return []
  if (grammarOf(path) && !path.endsWith('Gemfile')) return fromCode(file)
  if (/(?:^|\/)log(?:back|4j2?)[\w.-]*\.xml$/.test(path)) return javaLayout(file)
  if (/(?:^|\/)(?:application|bootstrap)[\w.-]*\.(?:ya?ml|properties)$/.test(path)) return javaSettings(file)
  if (/(?:^|\/)[\w.-]*log(?:ging|ger|s)?[\w.-]*\.(?:ya?ml|json|ini|conf|cfg|toml)$/i.test(path)) return pythonConfig(file)
  return [...(/STRUCTURED_FORMAT|CONSOLE_JSON/.test(text) ? startedWithJson(file) : []), ...logDependencies(file)]
})

const READERS: Readonly<Partial<Record<Language, (source: Code, path: string) => readonly LogSetup[]>>> = {
  python: pythonSetups,
  javascript: javascriptSetups,
  typescript: javascriptSetups,
  go: goSetups,
  ruby: rubySetups,
}

function fromCode(file: SourceFile): readonly LogSetup[] {
  const source = isLikely(file) ? code(file) : undefined
  const found = source ? (READERS[source.language]?.(source, file.path) ?? []) : []
  const part = found.length > 0 ? partOf(file) : 'any'
  // A script or a command line tool has a log of its own; what it sets up well may be what the service uses.
  return part === 'tool' || part === 'command' ? found.filter(({ says }) => says !== 'text' && says !== 'level') : found
}

/** A cheap look before parsing. */
const isLikely = mentionsLike(
  /[lL]ogg(?:ing|er)|LOGG?ING|LOG_|structlog|loguru|pino|winston|bunyan|fastify|[sS]log\b|zap\b|logrus|zerolog|klog|lograge|log_(?:level|format)|[sS]emanticLogger|consola|signale|tslog|log4js|powertools|logfire|(?:console\s{0,9}\.\s{0,9}\w{1,20}|\.write)\s{0,9}\([^;]{0,300}?JSON\.stringify|Ougai|hclog|logx/,
  `logg loging log_ structlog loguru pino winston bunyan fastify slog zap logrus zerolog klog lograge consola signale tslog log4js powertools logfire json.stringify ougai hclog logx`.split(
    ' ',
  ),
  400,
)
