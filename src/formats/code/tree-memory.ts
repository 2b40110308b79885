import type { Language, Tree } from 'web-tree-sitter'
import { onceFor } from '#model/once'

/**
 * Where the parser keeps its trees and the tables of its grammars: its memory of 32 bits, in words and halves of them. The layout is that
 * of tree-sitter 0.27 (`subtree.h`, `tree.h` and `parser.h` of its sources), and is held against what its functions answer by a test.
 */
export interface Memory {
  readonly words: Uint32Array
  readonly halves: Uint16Array
  readonly bytes: Uint8Array
}

/** It is another buffer after it has grown. */
export const memoryOf = onceFor(
  (buffer: ArrayBufferLike): Memory => ({
    words: new Uint32Array(buffer),
    halves: new Uint16Array(buffer),
    bytes: new Uint8Array(buffer),
  }),
)

/** What the parser's objects of JavaScript stand for. A tree begins with the slot of its root. */
export function addressOf(held: Tree | Language): number {
  return Reflect.get(held, 0) as number
}

/** The bytes of a `Subtree` in the list of its parent's children. */
export const SLOT = 8

/** A node as it lies in memory. */
export interface Subtree {
  symbol: number
  /** What stands before it in the text, and it itself, in bytes of UTF-16. */
  padding: number
  size: number
  /** A node of the tree; children of one that is not are in its place. */
  visible: boolean
  /** The grammar lets it stand anywhere: a comment. */
  extra: boolean
  /** How many children it has, and where they end. */
  count: number
  end: number
  /** Its rule of the grammar. */
  production: number
}

/** `SubtreeInlineData`: a small leaf lies in its slot itself, whose first word is odd then. */
const INLINE = { mark: 0x1, visible: 0x2, extra: 0x8 } as const
/** `SubtreeHeapData`, in words from where the slot points to. Its children lie before it. */
const HEAP = { padding: 1, size: 4, count: 9, symbol: 10, flags: 11, production: 16, visible: 0x1, extra: 0x4 } as const

/** Reads the node in a slot, into an object that is used again and again. */
export function readSubtree({ words }: Memory, slot: number, into: Subtree): void {
  const head = words[slot >> 2]!
  if ((head & INLINE.mark) !== 0) {
    const sizes = words[(slot >> 2) + 1]!
    into.symbol = (head >>> 8) & 0xff
    into.padding = (sizes >>> 16) & 0xff
    into.size = sizes >>> 24
    into.visible = (head & INLINE.visible) !== 0
    into.extra = (head & INLINE.extra) !== 0
    into.count = 0
    return
  }
  const at = head >> 2
  const flags = words[at + HEAP.flags]!
  into.symbol = words[at + HEAP.symbol]! & 0xffff
  into.padding = words[at + HEAP.padding]!
  into.size = words[at + HEAP.size]!
  into.visible = (flags & HEAP.visible) !== 0
  into.extra = (flags & HEAP.extra) !== 0
  into.count = words[at + HEAP.count]!
  into.end = head
  into.production = words[at + HEAP.production]! >>> 16
}

/** What a rule of a grammar says of its children, by their places. */
export interface Production {
  /** The symbols that they have instead of their own; 0 where they keep it. */
  readonly aliases?: readonly number[] | undefined
  /** The parts that they play. */
  readonly fields?: readonly (string | undefined)[] | undefined
}

export interface Tables {
  /** What symbols are in `language.types`. */
  readonly types: readonly number[]
  readonly productions: readonly Production[]
}

/** `TSLanguage`, in words. */
const LANGUAGE = {
  symbols: 1,
  aliasSymbols: 2,
  productions: 7,
  aliasLength: 9,
  fieldSlices: 16,
  fieldEntries: 17,
  publicSymbols: 19,
  aliases: 21,
} as const

type LanguageWord = (name: keyof typeof LANGUAGE) => number

export function readTables(language: Language, memory: Memory): Tables {
  const at = addressOf(language) >> 2
  const word: LanguageWord = (name) => memory.words[at + LANGUAGE[name]]!
  const symbols = word('symbols') + word('aliasSymbols')
  if (symbols !== language.types.length) throw new Error('The parser keeps its grammars in another shape than tree-memory.ts reads')
  return {
    types: halvesAt(memory, word('publicSymbols'), symbols),
    productions: Array.from({ length: word('productions') }, (_, id) => ({
      aliases: aliasesOf(memory, word, id),
      fields: fieldsOf(memory, word, id, language.fields),
    })),
  }
}

/** The first rule of every grammar is the one without aliases. */
function aliasesOf(memory: Memory, word: LanguageWord, id: number): readonly number[] | undefined {
  const length = word('aliasLength') & 0xffff
  const aliases = id === 0 ? [] : halvesAt(memory, word('aliases') + 2 * id * length, length)
  return aliases.some((alias) => alias !== 0) ? aliases : undefined
}

/** `TSMapSlice` and `TSFieldMapEntry`: inherited ones stand in the rule of the child that has them, too. */
function fieldsOf(memory: Memory, word: LanguageWord, id: number, names: Language['fields']): Production['fields'] {
  if (names.length <= 1) return undefined
  const [first, length] = halvesAt(memory, word('fieldSlices') + 4 * id, 2)
  const fields: (string | undefined)[] = []
  for (let entry = first!; entry < first! + length!; entry++) {
    const at = word('fieldEntries') + 4 * entry
    const [child, inherited] = [memory.bytes[at + 2]!, memory.bytes[at + 3]!]
    if (!inherited) fields[child] ??= names[memory.halves[at >> 1]!] ?? undefined
  }
  return fields.length > 0 ? fields : undefined
}

function halvesAt({ halves }: Memory, at: number, length: number): readonly number[] {
  return [...halves.subarray(at >> 1, (at >> 1) + length)]
}
