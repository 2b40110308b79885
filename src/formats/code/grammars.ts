import { createRequire } from 'node:module'
import { Language, Parser, type Tree } from 'web-tree-sitter'

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

const { resolve } = createRequire(import.meta.url)
const loading = new Map<GrammarName, Promise<void>>()
const parsers = new Map<GrammarName, Parser>()
let runtime: Promise<void> | undefined

/** Makes a grammar ready for `parseTree`. Loads it once. */
export function loadGrammar(name: GrammarName): Promise<void> {
  const started = loading.get(name) ?? load(name)
  loading.set(name, started)
  return started
}

async function load(name: GrammarName): Promise<void> {
  runtime ??= Parser.init()
  await runtime
  const language = await Language.load(resolve(GRAMMARS[name]))
  parsers.set(name, new Parser().setLanguage(language))
}

/** Parses synchronously with a loaded grammar. Syntax errors are nodes of the tree. The caller frees it: `tree.delete()`. */
export function parseTree(name: GrammarName, text: string): Tree {
  const parser = parsers.get(name)
  const tree = parser?.parse(text)
  if (!tree) throw new Error(parser ? `The ${name} parser gave up` : `The ${name} grammar is not loaded: prepare the paths first`)
  return tree
}
