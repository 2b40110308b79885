import { expect, it } from 'vitest'
import { loadGrammar, parseTree } from '../../../src/formats/code/grammars.ts'

const NAMES = ['python', 'javascript', 'typescript', 'tsx', 'go', 'java', 'ruby', 'php', 'csharp', 'terraform'] as const
it.each(NAMES)('loads %s', async (name) => {
  await loadGrammar(name)
  const tree = parseTree(name, 'x')
  expect(tree.rootNode.endIndex).toBe(1)
  tree.delete()
})

it('says which grammar is missing', () => {
  expect(() => parseTree('nope' as never, 'x')).toThrow('nope grammar is not loaded')
})
