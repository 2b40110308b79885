import type { SourceFile } from '#model/snapshot'
import { perFile } from '../per-file.ts'
import { csharp } from './csharp.ts'
import { go } from './go.ts'
import { type GrammarName, loadGrammar } from './grammars.ts'
import { java } from './java.ts'
import { javascript, typescript } from './javascript.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import { parsePython } from './python-comments.ts'
import { parseSyntax } from './read-tree.ts'
import { ruby } from './ruby.ts'
import type { Code } from './view.ts'
import { type Adapter, walkTree } from './walk.ts'

export * from './view.ts'

const ADAPTERS: Readonly<Partial<Record<GrammarName, Adapter>>> = {
  python,
  javascript,
  typescript,
  tsx: typescript,
  go,
  java,
  ruby,
  php,
  csharp,
}

const EXTENSIONS = new Map<string, GrammarName>([
  ['py', 'python'],
  ['pyi', 'python'],
  ['js', 'javascript'],
  ['cjs', 'javascript'],
  ['mjs', 'javascript'],
  ['jsx', 'javascript'],
  ['ts', 'typescript'],
  ['cts', 'typescript'],
  ['mts', 'typescript'],
  ['tsx', 'tsx'],
  ['go', 'go'],
  ['java', 'java'],
  ['rb', 'ruby'],
  ['ru', 'ruby'],
  ['rake', 'ruby'],
  ['rakefile', 'ruby'],
  ['gemfile', 'ruby'],
  ['php', 'php'],
  ['cs', 'csharp'],
])

/** The grammar that reads this file, by its extension (or its name, where it has none). */
export function grammarOf(path: string): GrammarName | undefined {
  return EXTENSIONS.get(path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1).toLowerCase())
}

/** For `prepare`: the grammars of the languages that `code` reads. */
export const CODE_LOADERS = Object.keys(ADAPTERS).map((name) => ({
  reads: (path: string) => grammarOf(path) === name,
  load: () => loadGrammar(name as GrammarName),
}))

/** What a source file says, in one shape for all languages. `undefined`: not a language that we read. */
export const code: (file: SourceFile) => Code | undefined = perFile((file) => {
  const grammar = grammarOf(file.path)
  const adapter = grammar && ADAPTERS[grammar]
  return adapter && walkTree(file, adapter, grammar === 'python' ? parsePython(file.text) : parseSyntax(grammar, file.text))
})
