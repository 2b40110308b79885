import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rolldown } from 'rolldown'
import { digestOf } from '../src/facts/version.ts'

/** `dist/`: what `npx readiness` and the image run. One file an entry and shared chunks, because a start reads them all. */
const root = new URL('..', import.meta.url).pathname
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/**
 * What the command line always loads goes in with it: a package of many files costs more to find than to run. All others stay
 * packages: some find their wasm beside themselves.
 */
const BUNDLED = ['commander', 'zod', 'yaml', 'js-yaml', 'minimatch', 'brace-expansion', 'balanced-match', 're2js', 'fastest-levenshtein']

rmSync('dist', { recursive: true, force: true })
const bundle = await rolldown({
  input: { cli: 'src/cli.ts', app: 'src/app.ts', evaluator: 'src/evaluator.ts' },
  platform: 'node',
  external: (id) => /^(?![./#]|src\/)/.test(id) && !BUNDLED.some((name) => id === name || id.startsWith(`${name}/`)),
  transform: { define: { READINESS_SOURCES_DIGEST: JSON.stringify(digestOf(root)), READINESS_VERSION: JSON.stringify(version) } },
})
await bundle.write({ dir: 'dist', format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', minify: false })
chmodSync('dist/cli.js', 0o755)
writeFileSync('dist/package.json', `${JSON.stringify({ type: 'module' })}\n`)
