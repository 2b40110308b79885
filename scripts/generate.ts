import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { checkIds, renderIndex } from './catalogue-index.ts'

/** Writes every generated file, or with `--check` fails when one is not current. */
const outputs = new Map<string, string>()
outputs.set('checks/index.ts', renderIndex(checkIds()))

const stale = [...outputs].filter(([path, content]) => !existsSync(path) || readFileSync(path, 'utf8') !== content)
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is not current: run \`npm run generate\` and commit it.`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const [path, content] of stale) writeFileSync(path, content)
}
