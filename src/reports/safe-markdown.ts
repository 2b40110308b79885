import { code, codeCell, fenced, plainLine, plainText, prose } from './escape.ts'

/**
 * A little Markdown from whoever: paragraphs, lists, fenced or indented blocks and code spans come out as such, everything else as the
 * text that it is. For messages of checks and for what a policy says of its own controls.
 */
export function safeMarkdown(text: string, indent = ''): string {
  const [outside, ...blocks] = withFences(plainText(text)).split(/^ *```/m)
  const parts = [paragraphs(outside!), ...blocks.map((block, index) => (index % 2 === 0 ? fenceOf(block) : paragraphs(block)))]
  return indentedBy(parts.filter(Boolean).join('\n\n'), indent)
}

/** Text, and code that is indented after an empty line, in turn. */
export function textAndCode(text: string): readonly { readonly words: string; readonly code?: readonly string[] }[] {
  const parts = plainText(text).split(/(?<=^|\n\n)((?: {4}[^\n]*(?:\n|$))+)/)
  return parts.map((words, index) =>
    index % 2 === 1
      ? {
          words,
          code: words
            .trimEnd()
            .split('\n')
            .map((line) => line.slice(4)),
        }
      : { words },
  )
}

/** Code that is indented after an empty line, as code between fences. Text that has fences is left as it is. */
function withFences(text: string): string {
  if (text.includes('```')) return text
  return text.replaceAll(/(?<=^|\n\n)(?: {4}[^\n]*(?:\n|$))+/g, (code) => `\`\`\`\n${code.trimEnd().replaceAll(/^ {4}/gm, '')}\n\`\`\`\n`)
}

/** One line of it: code spans and text. */
export function safeLine(text: string, max = 600): string {
  return inline(text, max, code)
}

/** As `safeLine`, for a cell of a table. */
export function safeCell(text: string, max = 300): string {
  return inline(text, max, codeCell)
}

function inline(text: string, max: number, span: (part: string) => string): string {
  const line = closedLine(text, max)
  const parts = line.split('`')
  if (parts.length % 2 === 0) return prose(line, line.length)
  return parts.map((part, index) => (index % 2 === 1 ? span(part) : spaced(part))).join('')
}

/** Cut within a code span, it ends there. */
function closedLine(text: string, max: number): string {
  const line = plainLine(text, max)
  const isOpen = (words: string) => words.split('`').length % 2 === 0
  return isOpen(line) && !isOpen(text) ? `${line}\`` : line
}

/** Several lines in one cell of a table: code that is indented after an empty line stands on lines of its own. */
export function safeCells(text: string, max = 600): string {
  return textAndCode(text.length > max ? `${text.slice(0, max).toWellFormed()}…` : text)
    .map(({ words, code }) =>
      code ? code.map((line) => codeCell(line)).join('<br>') : safeCell(words.replaceAll(/\s+/g, ' ').trim(), max + 1),
    )
    .filter(Boolean)
    .join('<br>')
}

function paragraphs(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [, lead = '', item = '', rest = ''] = /^( {0,2}) *([-*] |\d+[.)] |)(.*)$/.exec(line)!
      return rest.trim() === '' ? '' : `${item === '' ? '' : lead}${item}${safeLine(rest)}`
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function fenceOf(block: string): string {
  const [language = '', ...lines] = block.split('\n')
  return fenced(lines.join('\n'), /^\w{0,20}$/.test(language.trim()) ? language.trim() : '')
}

/** `prose` trims; between code spans the spaces count. */
function spaced(part: string): string {
  const lead = part.startsWith(' ') ? ' ' : ''
  const trail = part.trim() !== '' && part.endsWith(' ') ? ' ' : ''
  return `${lead}${prose(part, 2000)}${trail}`
}

function indentedBy(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `${indent}${line}`))
    .join('\n')
}
