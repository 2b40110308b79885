/**
 * Everything that comes from a repository is hostile. Four places to put it, four functions:
 * `plainLine` and `plainText` for terminals and annotations, `prose` and `code` for Markdown.
 */

/** Controls, bidirectional overrides, and what is drawn as nothing; not line ends, and not what emoji are joined with. */
const HIDDEN = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\t-\r\p{Join_Control}\u{FE0E}\u{FE0F}]]/gv

const ZERO_WIDTH_SPACE = '\u200B'

/** Shows hidden characters as U+FFFD, one for each UTF-16 unit, so that columns stay where they are. */
export function visible(text: string): string {
  return text.toWellFormed().replace(HIDDEN, (hidden) => '\uFFFD'.repeat(hidden.length))
}

/** One line without control sequences, at most `max` UTF-16 units long. */
export function plainLine(text: string, max = 500): string {
  const line = visible(text.slice(0, max + 1)).replace(/[\t\n\v\f\r\u2028\u2029]/g, ' ')
  return text.length > max ? `${withoutHalf(line.slice(0, max - 1))}…` : line
}

/** Lines without control sequences. */
export function plainText(text: string): string {
  return visible(text.replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n'))
}

/** Text that Markdown leaves as it is: no link, mention, reference, html or table cell comes out of it. */
export function prose(text: string, max = 500): string {
  return plainLine(text, max)
    .trim()
    .replace(/[\\`*_[\]<>&~|$@#]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
    .replace(/^[-+=]|(?<=^\d+)[.)](?=\s|$)/, '\\$&')
    .replace(/[@#]|:(?=[\w+-]+:)|(?<=[A-Z])-(?=\d)/g, `$&${ZERO_WIDTH_SPACE}`)
}

/** A code span that its content cannot close. */
export function code(text: string, max = 300): string {
  return span(plainLine(text, max))
}

/** A code span for a table, where a pipe ends the cell even inside of code. */
export function codeCell(text: string, max = 200): string {
  return span(plainLine(text, max).replaceAll('\\|', `\\${ZERO_WIDTH_SPACE}|`).replaceAll('|', '\\|'))
}

/** A fenced block that its content cannot close. */
export function fenced(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

/** An address of ours as a link. */
export function link(label: string, address: string): string {
  return `[${label}](${safeUri(address)})`
}

/** Percent-encodes what would end a link. */
export function safeUri(address: string): string {
  return visible(address).replace(
    /[\s<>()|\\`"'[\]]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )
}

function span(line: string): string {
  if (line.trim() === '') return '*empty*'
  const fence = '`'.repeat(longestRun(line) + 1)
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}

function withoutHalf(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text
}
