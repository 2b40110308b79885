import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkIds, renderIndex } from './catalogue-index.ts'

/** Writes every generated file, or with `--check` fails when one is not current. */
const ids = checkIds()
write(new Map([['checks/index.ts', renderIndex(ids)]]))

// After the index is current, so that the pages are those of the modules that are there.
const { catalogue } = await import('#catalogue')
const { renderControl } = await import('../src/reports/control.ts')
const { jsonSchemas } = await import('../src/reports/json-schema.ts')
const { policyJsonSchema } = await import('../src/policy/json-schema.ts')
const { renderPolicyReference } = await import('../src/policy/reference.ts')
const pages = new Map(Object.entries(catalogue).map(([id, check]) => [`docs/controls/${id}.md`, renderControl(id, check)]))
pages.set('docs/controls/README.md', renderList())
pages.set('docs/policy-reference.md', renderPolicyReference())
pages.set('docs/schemas/policy.schema.json', `${JSON.stringify(policyJsonSchema(catalogue), undefined, 2)}\n`)
for (const [name, schema] of Object.entries(jsonSchemas())) pages.set(`docs/schemas/${name}`, `${JSON.stringify(schema, undefined, 2)}\n`)
write(pages)
remove(globSync('docs/controls/*/*.md').filter((path) => !pages.has(path)))

function renderList(): string {
  const rows = Object.entries(catalogue).map(
    ([id, { title, severity, level }]) =>
      `| [\`${id}\`](${id}.md) | ${title} | ${severity} | ${level.starter} | ${level.standard} | ${level.regulated} |`,
  )
  return [
    '# The catalogue',
    '',
    '| control | requirement | severity | starter | standard | regulated |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function write(outputs: ReadonlyMap<string, string>): void {
  for (const [path, content] of outputs) {
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue
    if (stale(path)) continue
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}

function remove(paths: readonly string[]): void {
  for (const path of paths) if (!stale(path)) rmSync(path)
}

/** With `--check` nothing is written: the path is named and the exit code tells. */
function stale(path: string): boolean {
  if (!process.argv.includes('--check')) return false
  console.error(`${path} is not current: run \`npm run generate\` and commit it.`)
  process.exitCode = 1
  return true
}
