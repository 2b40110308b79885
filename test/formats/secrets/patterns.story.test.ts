import { globSync, readFileSync } from 'node:fs'
import { checkSync } from 'recheck'
import { beforeAll, expect, test, vi } from 'vitest'
import { loadGrammar, withTree } from '../../../src/formats/code/grammars.ts'

/** The modules that read text of any length from a repository with patterns of their own. */
const MODULES = [
  ...globSync('src/formats/secrets/*.ts'),
  ...globSync('src/formats/{assignments,dotenv,pairs,properties,markdown,yaml/pairs,markdown/*}.ts'),
  'checks/secrets/example-file-secrets.ts',
].toSorted()

beforeAll(() => loadGrammar('typescript'))

test.each(MODULES)('%s: every pattern takes linear time', (path) => {
  const patterns = patternsIn(readFileSync(path, 'utf8'))
  expect(patterns.filter(({ source, flags }) => checkSync(source, flags, { timeout: 20_000 }).status !== 'safe')).toEqual([])
})

test('and so does every pattern that is put together', async () => {
  const built: RegExp[] = []
  vi.stubGlobal(
    'RegExp',
    class extends RegExp {
      constructor(...args: ConstructorParameters<typeof RegExp>) {
        super(...args)
        built.push(this)
      }
    },
  )
  vi.resetModules()
  await Promise.all([import('../../../src/formats/assignments.ts'), import('../../../src/formats/secrets/jwt.ts')])
  vi.unstubAllGlobals()
  expect(built.length).toBeGreaterThan(5)
  // Names of groups say nothing of time, and recheck wants each name once.
  const sources = built.map(({ source }) => source.replaceAll(/\?<(?:name|value|comment)>/g, '?:'))
  expect(sources.filter((source) => checkSync(source, 'g', { timeout: 20_000 }).status !== 'safe')).toEqual([])
})

/** The literals of a module that repeat something: the others cannot be slow. */
function patternsIn(text: string): readonly { readonly source: string; readonly flags: string }[] {
  return withTree('typescript', text, ({ rootNode }) => {
    const literals = rootNode.descendantsOfType('regex').map((node) => ({
      source: node!.childForFieldName('pattern')!.text,
      flags: (node!.childForFieldName('flags')?.text ?? '').replace('d', ''),
    }))
    return literals.filter(({ source }) => /[*+]|\{\d+,\d*\}/.test(source))
  })
}
