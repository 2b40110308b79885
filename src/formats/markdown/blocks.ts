import type { SourceFile } from '#model/snapshot'
import { type Line, lines } from '../lines.ts'
import { perFile } from '../per-file.ts'
import { fenceOpening, type MarkdownFence } from './fence.ts'

export interface MarkdownBlocks {
  readonly fences: readonly MarkdownFence[]
  /** The lines that people read as text: neither code nor comment, heading lines included. */
  readonly prose: readonly Line[]
}

/** Parts the lines into code and text; comments are neither. */
export const markdownBlocks: (file: SourceFile) => MarkdownBlocks = perFile((file) => {
  const all = lines(file)
  const fences: MarkdownFence[] = []
  const prose: Line[] = []
  let comment = false
  for (let at = afterFrontMatter(all); at < all.length; at++) {
    const line = all[at]!
    const open = comment ? undefined : fenceOpening(line)
    if (open) {
      let close = at + 1
      while (close < all.length && !open.isClosedBy(all[close]!)) close++
      fences.push(open.fence(file, all, at, close))
      at = close
      continue
    }
    const opened = line.text.lastIndexOf('<!--')
    const closed = line.text.lastIndexOf('-->')
    if (!comment && !(opened >= 0 && line.text.trimStart().startsWith('<!--'))) prose.push(line)
    comment = opened > closed || (comment && closed < 0)
  }
  return { fences, prose }
})

/** The settings of a page that site generators read, between two rules at its top. */
function afterFrontMatter(all: readonly Line[]): number {
  if (!/^---[ \t]*$/.test(all[0]?.text ?? '')) return 0
  const end = all.findIndex(({ text }, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(text))
  return end + 1
}
