import type { SourceFile } from '#model/snapshot'
import { type Code, code, grammarOf, type Language } from './code/code.ts'
import { perFile } from './per-file.ts'
import { csharpEntries } from './services/csharp.ts'
import type { ServiceEntry, ServiceFact } from './services/entry.ts'
import { goEntries, isGoFunction, isGoProgram } from './services/go.ts'
import { LIKELY_SERVICE } from './services/hints.ts'
import { javaEntries } from './services/java.ts'
import { isJavascriptFunction, isListening, javascriptEntries } from './services/javascript.ts'
import { phpEntries } from './services/php.ts'
import { isPythonFunction, pythonEntries } from './services/python.ts'
import { rubyEntries } from './services/ruby.ts'
import { isToolingPath } from './tooling.ts'

export type { ServiceEntry, ServiceFact } from './services/entry.ts'
export { SERVICE_HINTS } from './services/hints.ts'
export { type Service, services, servicesAround } from './services/service.ts'

/** Source files that may begin a service, and manifests whose folders are built and shipped as one. */
export const SERVICE_FILES: readonly string[] = [
  '**/*.{py,js,cjs,mjs,ts,cts,mts,go,java,rb,ru,php,cs}',
  '**/{package,composer,project}.json',
  '**/{pyproject.toml,requirements.txt,setup.py,Pipfile,manage.py,go.mod,Gemfile,pom.xml,build.gradle,build.gradle.kts}',
  '**/*.csproj',
]

/** What a file says about services: where they begin, what folder is one, what makes them something else. */
export const serviceFacts: (file: SourceFile) => readonly ServiceFact[] = perFile((file) => {
  const marks: readonly ServiceFact[] = MANIFEST.test(file.path) ? [{ says: 'root' }] : []
  if (isToolingPath(file.path) || !isLikely(file)) return marks
  const source = code(file)
  return source ? [...marks, ...said(source)] : marks
})

/** Where services begin in this file. */
export function serviceEntries(file: SourceFile): readonly ServiceEntry[] {
  return serviceFacts(file).flatMap((fact) => (fact.says === 'entry' ? fact.entry : []))
}

function isLikely(file: SourceFile): boolean {
  const grammar = grammarOf(file.path)
  return grammar !== undefined && LIKELY_SERVICE[grammar === 'tsx' ? 'typescript' : (grammar as Language)](file)
}

const MANIFEST =
  /(?:^|\/)(?:(?:package|composer|project)\.json|pyproject\.toml|requirements\.txt|setup\.py|Pipfile|manage\.py|go\.mod|Gemfile|pom\.xml|build\.gradle(?:\.kts)?|[^/]+\.csproj)$/

function said(source: Code): ServiceFact[] {
  const reader = READERS[source.language]
  const found = reader.entries(source).map((entry): ServiceFact => ({ says: 'entry', entry }))
  if (reader.isFunction?.(source)) found.push({ says: 'function' })
  if (source.language === 'go' && isGoProgram(source)) found.push({ says: 'program' })
  if (reader === NODE && isListening(source)) found.push({ says: 'listens' })
  return found
}

interface Reader {
  entries(source: Code): readonly ServiceEntry[]
  isFunction?(source: Code): boolean
}

const NODE: Reader = { entries: javascriptEntries, isFunction: isJavascriptFunction }

const READERS: Readonly<Record<Code['language'], Reader>> = {
  python: { entries: pythonEntries, isFunction: isPythonFunction },
  javascript: NODE,
  typescript: NODE,
  go: { entries: goEntries, isFunction: isGoFunction },
  java: { entries: javaEntries },
  ruby: { entries: rubyEntries },
  php: { entries: phpEntries },
  csharp: { entries: csharpEntries },
}
