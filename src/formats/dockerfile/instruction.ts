import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { lines, rangeAt } from '../lines.ts'
import { escapeOf, heredocsAfter, joinLines, type Tail } from './lines.ts'
import { type Word, wordsOf } from './words.ts'

/** One instruction, continuation lines and heredocs included. */
export interface Instruction {
  /** In capitals: `FROM`. `ONBUILD` and what it triggers are two instructions. */
  readonly keyword: string
  readonly file: SourceFile
  /** Offsets of the whole instruction. */
  readonly start: number
  readonly end: number
  /** `--platform=linux/amd64`: flags before the arguments. */
  readonly flags: readonly Word[]
  /** The arguments, split at white space outside quotes, as written. */
  readonly words: readonly Word[]
  /** All arguments as one text, continuations joined. */
  readonly text: string
  /** The strings of the JSON (exec) form. */
  readonly json?: readonly string[] | undefined
  /** The bodies of heredocs. */
  readonly heredocs: readonly string[]
}

export function rangeOfWord({ file }: Pick<Instruction, 'file'>, { start, end }: Word): Range {
  return rangeAt(file, start, end)
}

/** The instructions of a Dockerfile from top to bottom, in one pass over its lines, however large it is. */
export function readInstructions(file: SourceFile): readonly Instruction[] {
  const all = lines(file)
  const escaping = escapeOf(all)
  const lastOf = new Map(all.map(({ number, text }) => [text.trim(), number]))
  const found: Instruction[] = []
  let next = 0
  while (next < all.length) {
    const joined = joinLines(all, next, escaping)
    next = joined.next
    const keyword = joined.parts[0] && /^[ \t\uFEFF]*([A-Za-z]+)(?=\s|$)/.exec(joined.parts[0].text)
    if (!keyword) continue
    const tail = heredocsAfter(all, next, keyword[1]!, joined.parts, lastOf)
    next = tail.next
    found.push(...instructions(file, joined.parts, keyword, tail))
  }
  return found
}

function instructions(file: SourceFile, parts: readonly Word[], keyword: RegExpExecArray, { heredocs, end }: Tail): Instruction[] {
  const name = keyword[1]!.toUpperCase()
  const [first, ...others] = parts as [Word, ...Word[]]
  const start = first.start + keyword[0].length - name.length
  const after = first.start + keyword[0].length
  const rest = [{ text: first.text.slice(keyword[0].length), start: after, end: first.end }, ...others]
  const words = wordsOf(rest)
  const firstWord = words.findIndex(({ text }) => !text.startsWith('--'))
  const flags = words.slice(0, firstWord < 0 ? words.length : firstWord)
  const text = rest
    .map((part) => part.text)
    .join('')
    .trim()
  const made = {
    keyword: name,
    file,
    start,
    end: end ?? parts.at(-1)!.end,
    flags,
    words: words.slice(flags.length),
    text,
    json: jsonOf(text),
    heredocs,
  }
  const triggered = name === 'ONBUILD' ? /^\s*((?!onbuild)[A-Za-z]+)(?=\s|$)/i.exec(rest[0]!.text) : null
  return triggered ? [made, ...instructions(file, rest, triggered, { heredocs, next: 0, end })] : [made]
}

function jsonOf(text: string): readonly string[] | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) && parsed.every((item) => typeof item === 'string') ? parsed : undefined
  } catch {
    return
  }
}
