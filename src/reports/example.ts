/** A file of an example as people read it, and what the marks in it say. */
export interface Unmarked {
  readonly text: string
  readonly spans: readonly { readonly line: number; readonly text: string }[]
}

/** Takes the «marks» out, and names the shape where the tests fill in a credential. */
export function unmarked(marked: string): Unmarked {
  const shown = marked.replace(/\{\{secret:(\w+)\}\}/g, (_, kind: string) => `<${kind.replaceAll('_', ' ')}>`)
  const spans: { line: number; text: string }[] = []
  const open: { line: number; from: number }[] = []
  let text = ''
  for (const piece of shown.split(/([«»])/)) {
    if (piece === '«') open.push({ line: text.split('\n').length, from: text.length })
    else if (piece === '»') {
      const start = open.pop()
      if (start) spans.push({ line: start.line, text: text.slice(start.from) })
    } else text += piece
  }
  return { text, spans: spans.toSorted((a, b) => a.line - b.line) }
}
