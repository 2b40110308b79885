import { createRequire } from 'node:module'
import type { Parser, Tree } from 'web-tree-sitter'
import { Unparsable } from '#model/unparsable'
import { isAmbiguous } from './ambiguity.ts'

/** Every grammar that we have: the wasm file inside its package. */
const GRAMMARS = {
  python: '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  javascript: '@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm',
  typescript: '@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm',
  tsx: '@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm',
  go: '@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm',
  java: '@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm',
  ruby: '@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm',
  php: '@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm',
  csharp: '@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm',
  terraform: '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
} as const

export type GrammarName = keyof typeof GRAMMARS

const WITH_GENERICS: ReadonlySet<GrammarName> = new Set(['typescript', 'tsx', 'java', 'csharp'])
/** Ten times what the largest files of real projects need. */
const MEMORY_LIMIT = 512 * 1024 * 1024
const TOO_AMBIGUOUS = 'too ambiguous to parse'

const require = createRequire(import.meta.url)

/** One instance of the wasm, which does not survive running out of memory. */
interface Runtime {
  readonly library: Promise<typeof import('web-tree-sitter')>
  /** Where the instance keeps its memory, also after it has grown. */
  readonly instance: { readonly HEAPU8?: Uint8Array }
  readonly loading: Map<GrammarName, Promise<void>>
  readonly parsers: Map<GrammarName, Parser>
}

let runtime: Runtime | undefined

function start(): Runtime {
  // Another instance needs another copy of the module: the library keeps one instance for ever.
  delete require.cache[require.resolve('web-tree-sitter')]
  const library: typeof import('web-tree-sitter') = require('web-tree-sitter')
  const instance = {}
  const ready = library.Parser.init(instance as Parameters<typeof Parser.init>[0]).then(() => library)
  return { library: ready, instance, loading: new Map(), parsers: new Map() }
}

/** Makes a grammar ready for `withTree`. Loads it once. */
export function loadGrammar(name: GrammarName): Promise<void> {
  runtime ??= start()
  const started = runtime.loading.get(name) ?? load(runtime, name)
  runtime.loading.set(name, started)
  return started
}

async function load({ library, parsers }: Runtime, name: GrammarName): Promise<void> {
  const { Language, Parser } = await library
  parsers.set(name, new Parser().setLanguage(await Language.load(require.resolve(GRAMMARS[name]))))
}

/**
 * Parses synchronously with a loaded grammar. Syntax errors are nodes of the tree. The tree and the parser's memory, where it is kept,
 * must not be used later: the tree is freed at once.
 * Throws `Unparsable` where a text has so many readings that they do not fit into memory.
 */
export function withTree<Result>(name: GrammarName, text: string, use: (tree: Tree, memory: Uint8Array) => Result): Result {
  const parser = runtime?.parsers.get(name)
  if (!runtime || !parser) throw new Error(`The ${name} grammar is not loaded: prepare the paths first`)
  if (WITH_GENERICS.has(name) && isAmbiguous(text)) throw new Unparsable(TOO_AMBIGUOUS)
  const { instance } = runtime
  const tree = parse(runtime, parser, text)
  if (!tree) {
    parser.reset()
    throw new Unparsable(TOO_AMBIGUOUS)
  }
  try {
    return use(tree, instance.HEAPU8!)
  } finally {
    tree.delete()
  }
}

function parse({ instance }: Runtime, parser: Parser, text: string): Tree | null {
  const size = () => instance.HEAPU8?.byteLength ?? 0
  // Memory never shrinks: what is free in it may be used again, but nobody may make it grow past the limit.
  const limit = Math.max(size(), MEMORY_LIMIT)
  try {
    return parser.parse(text, null, { progressCallback: () => size() > limit })
  } catch {
    // Only running out of memory ends here, and it ends this instance: the next `prepare` starts another.
    runtime = undefined
    throw new Unparsable(TOO_AMBIGUOUS)
  }
}
