import { expect, test } from 'vitest'
import type { TreeCursor } from 'web-tree-sitter'
import { catalogue } from '#catalogue'
import { grammarOf } from '#formats/code/code'
import { type GrammarName, loadGrammar, withTree } from '../../../src/formats/code/grammars.ts'
import { readTree } from '../../../src/formats/code/read-tree.ts'
import type { Syntax } from '../../../src/formats/code/syntax.ts'

const LANGUAGES = ['python', 'javascript', 'typescript', 'tsx', 'go', 'java', 'ruby', 'php', 'csharp', 'terraform'] as const

/** The source files of all examples. */
const EXAMPLES = Object.values(catalogue)
  .flatMap(({ examples }) => [...Object.values(examples.bad), ...Object.values(examples.good)])
  .flatMap((files) => Object.entries(files))
  .map(([path, text]) => [path.endsWith('.tf') ? 'terraform' : grammarOf(path), text] as const)

/** With broken ones: cut off in the middle, and with their halves changed for one another. */
function textsIn(language: GrammarName): readonly string[] {
  const whole = EXAMPLES.flatMap(([grammar, text]) => (grammar === language ? [text] : []))
  const broken = whole.flatMap((text) => {
    const middle = Math.floor(text.length / 2)
    return [text.slice(0, middle), text.slice(middle) + text.slice(0, middle)]
  })
  return ['', ' ', '\0', '/* é */ "ü"', ...whole, ...broken]
}

test.each(LANGUAGES)('what is read of %s from the memory of the parser is what its functions answer', async (language) => {
  await loadGrammar(language)
  const texts = textsIn(language)
  expect(texts.length).toBeGreaterThan(15)
  for (const text of texts) {
    const [{ root, comments }, told] = withTree(language, text, (tree, memory) => {
      const cursor = tree.walk()
      const answers: Told = { comments: [] }
      const top = toldAt(cursor, answers)
      cursor.delete()
      return [readTree(tree, memory, text), { top, ...answers }] as const
    })
    expect({ top: written(root), comments: comments.map(written) }).toEqual(told)
  }
})

type Written = readonly [type: string, field: string | undefined, named: boolean, start: number, end: number, children: readonly Written[]]

function written({ type, field, named, start, end, children }: Syntax): Written {
  return [type, field, named, start, end, children.map(written)]
}

interface Told {
  readonly comments: Written[]
}

/** A node as the cursor tells it, and what is below; comments go to a list of their own, punctuation without a part is left out. */
function toldAt(cursor: TreeCursor, told: Told): Written | undefined {
  const { nodeType: type, nodeIsNamed: named, startIndex, endIndex } = cursor
  const field = cursor.currentFieldName ?? undefined
  if (/^(line_|block_)?comment$/.test(type)) {
    told.comments.push([type, field, false, startIndex, endIndex, []])
    return undefined
  }
  // The cursor calls a token whose name begins with NUL, as one of Go does, an error without a name.
  const isWord = /^[a-z]/i.test(type) && type !== 'ERROR'
  if (!named && (/^[()[\]{},;:"'`@$#]+$/.test(type) || (!field && !isWord))) return undefined
  return [type, field, named, startIndex, endIndex, named ? toldBelow(cursor, told) : []]
}

function toldBelow(cursor: TreeCursor, told: Told): readonly Written[] {
  const children: Written[] = []
  if (!cursor.gotoFirstChild()) return children
  do {
    const child = toldAt(cursor, told)
    if (child) children.push(child)
  } while (cursor.gotoNextSibling())
  cursor.gotoParent()
  return children
}
