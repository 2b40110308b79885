import { expect, it } from 'vitest'
import { loadGrammar, withTree } from '../../../src/formats/code/grammars.ts'

const NAMES = ['python', 'javascript', 'typescript', 'tsx', 'go', 'java', 'ruby', 'php', 'csharp', 'terraform'] as const
it.each(NAMES)('loads %s', async (name) => {
  await loadGrammar(name)
  expect(withTree(name, 'x', ({ rootNode }) => rootNode.endIndex)).toBe(1)
})

it('says which grammar is missing', () => {
  expect(() => withTree('nope' as never, 'x', () => 1)).toThrow('nope grammar is not loaded')
})
