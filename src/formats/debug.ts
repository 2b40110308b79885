import { byPosition, type Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Assignment, code, grammarOf, type Language } from './code/code.ts'
import { commandSettings } from './debug/commands.ts'
import { containerSettings } from './debug/containers.ts'
import { dotnetSettings } from './debug/dotnet.ts'
import { appSettings, phpIniSettings, platformSettings, webConfigSettings } from './debug/files.ts'
import { goSettings } from './debug/go.ts'
import { javaSettings } from './debug/java.ts'
import { javascriptSettings } from './debug/javascript.ts'
import { phpSettings } from './debug/php.ts'
import { pythonSettings } from './debug/python.ts'
import { switchReads } from './debug/reads.ts'
import { rubySettings } from './debug/ruby.ts'
import { type DebugSetting, isDevelopmentFile } from './debug/setting.ts'
import { isSpringPath, springSettings } from './debug/spring.ts'
import { isDevelopmentPath } from './development.ts'
import { isValuesPath } from './helm.ts'
import { mentions, mentionsLike } from './words.ts'

export type { DebugSetting, Exposure, State } from './debug/setting.ts'

/** Everything in a file that decides whether a program runs in debug mode, once each, from top to bottom. Throws `Unparsable`. */
export function debugSettings(file: SourceFile): readonly DebugSetting[] {
  const { path } = file
  if (grammarOf(path)) return isDevelopmentFile(path) || isDevelopmentPath(path) ? [] : codeSettings(file)
  if (isSpringPath(path)) return springSettings(file)
  if (/(?:^|\/)appsettings(?:\.[\w-]+)?\.json$/i.test(path)) return appSettings(file)
  if (/(?:^|\/)web\.config$/i.test(path)) return webConfigSettings(file)
  if (/\.ini$/i.test(path)) return phpIniSettings(file)
  return isValuesPath(path) ? platformSettings(file) : [...containerSettings(file), ...commandSettings(file), ...platformSettings(file)]
}

const likelyScript = mentionsLike(/errorhandler|\bDEBUG\b|_DEBUG\b|ApolloServer|GraphQLModule|"next"|'next'/i, [
  'errorhandler',
  'debug',
  'apolloserver',
  'graphqlmodule',
  '"next"',
  "'next'",
])

/** What a source file must hold to be worth parsing: the word in a log call is not enough. */
const LIKELY: Readonly<Record<Language, (file: SourceFile) => boolean>> = {
  python: mentionsLike(/\bDEBUG\b|\bdebug\s{0,40}[:=]|\.debug\b\s{0,40}=|\breload\s{0,40}=|_DEBUG\b|FLASK_ENV|use_debugger/, [
    'debug',
    'reload',
    'flask_env',
  ]),
  javascript: likelyScript,
  typescript: likelyScript,
  go: mentionsLike(/gin\.SetMode|\bDEBUG\b|_DEBUG\b|\.Debug\b|RunMode/, ['gin.setmode', 'debug', 'runmode']),
  java: mentionsLike(/\bDEBUG\b|_DEBUG\b|\bdebug\b\s{0,40}[:=]|\.debug\b/, ['debug']),
  ruby: mentionsLike(/consider_all_requests_local|show_exceptions|:environment\b|\bDEBUG\b|_DEBUG\b/, [
    'consider_all_requests_local',
    'show_exceptions',
    ':environment',
    'debug',
  ]),
  php: mentions(['debug', 'display_errors', 'adderrormiddleware', 'environment']),
  csharp: mentionsLike(/DeveloperExceptionPage|DatabaseErrorPage|MigrationsEndPoint|UseEnvironment|\bDEBUG\b|_DEBUG\b|[:.]Debug"/, [
    'developerexceptionpage',
    'databaseerrorpage',
    'migrationsendpoint',
    'useenvironment',
    'debug',
  ]),
}

function codeSettings(file: SourceFile): readonly DebugSetting[] {
  const language = languageOf(file.path)
  if (!LIKELY[language](file)) return []
  const parsed = code(file)
  if (!parsed) return []
  const found = OF_LANGUAGE[language](file, parsed)
  const decided = [...found, ...(found.some(({ subject }) => subject === 'DEBUG') ? parsed.assignments.filter(assignsDebug) : [])]
  const reads = switchReads(parsed).filter(({ range }) => !decided.some((one) => overlap(one.range, range)))
  return [...found, ...reads].toSorted((a, b) => byPosition(a.range, b.range))
}

/** Those that are overridden later count as little as what they read. */
function assignsDebug({ target, scope }: Assignment): boolean {
  return target === 'DEBUG' && scope.moduleLevel
}

const OF_LANGUAGE: Readonly<Record<Language, (file: SourceFile, parsed: NonNullable<ReturnType<typeof code>>) => readonly DebugSetting[]>> =
  {
    python: pythonSettings,
    javascript: (_, parsed) => javascriptSettings(parsed),
    typescript: (_, parsed) => javascriptSettings(parsed),
    go: (_, parsed) => goSettings(parsed),
    java: (_, parsed) => javaSettings(parsed),
    ruby: (_, parsed) => rubySettings(parsed),
    php: phpSettings,
    csharp: (_, parsed) => dotnetSettings(parsed),
  }

function languageOf(path: string): Language {
  const grammar = grammarOf(path)
  return grammar === 'tsx' ? 'typescript' : (grammar as Language)
}

function overlap(a: Range, b: Range): boolean {
  return before(a.start, b.end) && before(b.start, a.end)
}

function before(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column)
}
