import type { OutputOptions, Plugin } from 'rolldown'

/**
 * What the command line always loads goes in with it: a package of many files costs more to find than to run. All others stay
 * packages: some find their wasm beside themselves.
 */
const BUNDLED = [
  'commander',
  'zod',
  'yaml',
  'js-yaml',
  're2js',
  'fastest-levenshtein',
  'minimatch',
  '@isaacs/nonrecursive-glob-match',
  'brace-expansion',
  'balanced-match',
  '@babel/code-frame',
  '@lezer',
  '@prometheus-io/lezer-promql',
]

/** Whether an import stays one. What rolldown itself adds to the code goes in. */
export function isExternal(id: string): boolean {
  if (id === PROCESS || /^(?:[./#\0]|src\/|@oxc-project\/runtime\/)/.test(id)) return false
  return !BUNDLED.some((name) => id === name || id.startsWith(`${name}/`))
}

/** What is imported under another name: colours of code frames are not used here, and need a tokenizer. */
export function aliases(root: string): Record<string, string> {
  return { '@babel/code-frame': `${root}node_modules/@babel/code-frame/lib/browser.js` }
}

const PROCESS = 'node:process'

/** Importing the process as a module asks for everything that it has, and so opens standard input. */
export const processPlugin: Plugin = {
  name: 'process',
  resolveId: (id) => (id === PROCESS ? '\0process' : undefined),
  load: (id) => (id === '\0process' ? 'export default process; export const { loadEnvFile } = process' : undefined),
}

/**
 * A file more costs a start half a millisecond, so what every check loads are three: what judges, the catalogue, and its examples, which
 * alone hold characters beyond ASCII, since a text with one of those takes twice the memory. Lines and names stay, for stack traces.
 */
export const OUTPUT: OutputOptions = {
  dir: 'dist',
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  codeSplitting: {
    groups: [
      { name: 'examples', test: /\.examples\.ts$/, priority: 3 },
      { name: 'catalogue', test: /checks.index\.ts$/, priority: 2 },
      { name: 'check', test: /src.(?:cli.check|reports.terminal)\.ts$/, priority: 1 },
    ],
  },
  comments: false,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
}
