import type { Line } from '../lines.ts'
import type { Word } from './words.ts'

const MAX_HEREDOCS = 100
const HEREDOC = /(?:^|\s)\d?<<(-?)(["']?)([A-Za-z_]\w*)\2(?=\s|$)/g

/** The directive `# escape=` stands before everything else. */
export function escapeOf(all: readonly Line[]): string {
  for (const { text } of all) {
    const directive = /^[\s\uFEFF]*#\s*(\w+)\s*=\s*(\S+)\s*$/.exec(text.slice(0, 1_000))
    if (!directive) break
    if (directive[1]!.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\'
  }
  return '\\'
}

/** Lines that the escape character joins; comments and empty lines between them do not count. */
export function joinLines(
  all: readonly Line[],
  first: number,
  escaping: string,
): { readonly parts: readonly Word[]; readonly next: number } {
  const parts: Word[] = []
  let next = first
  while (next < all.length) {
    const { text, offset } = all[next++]!
    if (/^\s*(?:#|$)/.test(text)) {
      if (parts.length === 0) break
      continue
    }
    const trimmed = text.trimEnd()
    const continues = trimmed.endsWith(escaping)
    const length = continues ? trimmed.length - 1 : trimmed.length
    parts.push({ text: text.slice(0, length), start: offset, end: offset + length })
    if (!continues) break
  }
  return { parts, next }
}

/** What follows an instruction's lines: the bodies of its heredocs, and the line after them. */
export interface Tail {
  readonly heredocs: readonly string[]
  readonly next: number
  readonly end?: number | undefined
}

/** A delimiter that never comes begins no heredoc: nothing hides behind it. */
export function heredocsAfter(
  all: readonly Line[],
  first: number,
  keyword: string,
  parts: readonly Word[],
  lastOf: ReadonlyMap<string, number>,
): Tail {
  const heredocs: string[] = []
  let next = first
  if (!/^(?:RUN|COPY|ADD)$/i.test(keyword)) return { heredocs, next }
  for (const [, dash, , delimiter] of parts.flatMap(({ text }) => [...text.matchAll(HEREDOC)]).slice(0, MAX_HEREDOCS)) {
    const start = next
    const isEnd = ({ text }: Line) => (dash ? text.trimStart() : text) === delimiter
    if ((lastOf.get(delimiter!) ?? 0) <= start) continue
    while (next < all.length && !isEnd(all[next]!)) next++
    heredocs.push(
      all
        .slice(start, next)
        .map(({ text }) => text)
        .join('\n'),
    )
    next = Math.min(next + 1, all.length)
  }
  const last = all[next - 1]
  return { heredocs, next, end: next > first && last ? last.offset + last.text.length : undefined }
}
