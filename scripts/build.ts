import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rolldown } from 'rolldown'
import { digestOf } from '../src/facts/version.ts'
import { aliases, isExternal, OUTPUT, processPlugin } from './bundling.ts'

/** `dist/`: what `npx readiness` and the image run. One file an entry and shared chunks, because a start reads them all. */
const root = new URL('..', import.meta.url).pathname
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

rmSync('dist', { recursive: true, force: true })
const bundle = await rolldown({
  // The thread that helps to collect is found beside the chunk that starts it, as in the sources.
  input: { cli: 'src/cli.ts', app: 'src/app.ts', evaluator: 'src/evaluator.ts', 'chunks/worker': 'src/cli/worker.ts' },
  platform: 'node',
  plugins: [processPlugin],
  resolve: { alias: aliases(root) },
  external: isExternal,
  transform: { define: { READINESS_SOURCES_DIGEST: JSON.stringify(digestOf(root)), READINESS_VERSION: JSON.stringify(version) } },
})
const { output } = await bundle.write(OUTPUT)
const starter = output.find((file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith('/src/cli/worker-pool.ts')))
if (!starter?.fileName.startsWith('chunks/'))
  throw new Error('src/cli/worker-pool.ts is not in dist/chunks/: it would not find its thread.')
chmodSync('dist/cli.js', 0o755)
writeFileSync('dist/package.json', `${JSON.stringify({ type: 'module' })}\n`)
