import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { type OutputChunk, rolldown } from 'rolldown'
import { beforeAll, describe, expect, test } from 'vitest'
import { aliases, isExternal, OUTPUT, processPlugin } from '../scripts/bundling.ts'

const ROOT = new URL('../', import.meta.url).pathname

/** What `npm run build` puts into `dist/`, without writing it. */
/** What a check needs. */
const CHECK = ['src/cli/program.ts', 'src/cli/check.ts', 'src/reports/terminal.ts', 'checks/index.ts']

describe('the bundle', () => {
  let chunks: readonly OutputChunk[]
  beforeAll(async () => {
    const bundle = await rolldown({
      cwd: ROOT,
      input: { cli: 'src/cli.ts', app: 'src/app.ts', evaluator: 'src/evaluator.ts' },
      platform: 'node',
      plugins: [processPlugin],
      resolve: { alias: aliases(ROOT) },
      external: isExternal,
    })
    const { output } = await bundle.generate(OUTPUT)
    chunks = output.filter((file) => file.type === 'chunk')
    await bundle.close()
  })

  const chunkOf = (module: string) => chunks.find(({ moduleIds }) => moduleIds.includes(`${ROOT}${module}`))!

  /** A chunk and all that it cannot do without. */
  function loadedWith(modules: readonly string[]): ReadonlySet<OutputChunk> {
    const loaded = new Set(modules.map(chunkOf))
    for (const { imports } of loaded) for (const name of imports) for (const chunk of chunks) if (chunk.fileName === name) loaded.add(chunk)
    return loaded
  }

  test('needs nothing but Node and what the package depends on', () => {
    const { dependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { dependencies: Record<string, string> }
    const outside = chunks
      .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
      .filter((name) => !chunks.some(({ fileName }) => fileName === name) && !isBuiltin(name))
    expect(outside.length).toBeGreaterThan(0)
    expect(outside.filter((name) => !Object.keys(dependencies).some((known) => name === known || name.startsWith(`${known}/`)))).toEqual([])
  })

  test('loads for a version only the version', () => {
    expect([...loadedWith(['src/cli.ts'])].flatMap(({ moduleIds }) => moduleIds)).toEqual([`${ROOT}src/cli.ts`, `${ROOT}src/version.ts`])
  })

  test('loads for a check few files, all of them ours or bundled, and nothing that only a policy or colours need', () => {
    const loaded = [...loadedWith(CHECK)]
    expect(loaded.length).toBeLessThanOrEqual(10)
    expect(loaded.flatMap(({ imports }) => imports).filter((name) => !name.startsWith('chunks/') && !isBuiltin(name))).toEqual([])
    const packages = loaded.flatMap(({ moduleIds }) => moduleIds.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []))
    expect(packages).toContain('commander')
    expect(packages).not.toContain('zod')
    expect(packages).not.toContain('js-tokens')
  })

  test('loads for a check nothing but the examples in more than one byte a character', () => {
    const wide = [...loadedWith(CHECK)].filter(({ code }) => Buffer.byteLength(code) !== code.length)
    expect(wide.map(({ name }) => name)).toEqual(['examples'])
  })
})
