import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Rating } from '#model/rating'
import type { AuditContext } from '../context.ts'
import { plainLine, safeUri, visible } from '../escape.ts'
import { textAndCode } from '../safe-markdown.ts'
import { ratingWord } from '../words.ts'
import type { FindingRow } from './rows.ts'

/** What `html` gives; nothing in a report is a promise. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** A section with an address of its own. The heading stands also where there is nothing under it. */
export function section(id: string, title: string, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section>`
}

/** Rows under columns, in a frame that scrolls by itself; a column ending in `>` holds numbers. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly (Html | string)[])[], none = 'None.'): Html {
  if (rows.length === 0) return html`<p class="none">${none}</p>`
  const heads = columns.map((column) => html`<th scope="col" class="${kindOf(column)}">${column.replace(/>$/, '')}</th>`)
  const body = rows.map((row) => html`<tr>${row.map((cell, index) => html`<td class="${kindOf(columns[index]!)}">${cell}</td>`)}</tr>`)
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`
}

function kindOf(column: string): string {
  return column.endsWith('>') ? 'number' : ''
}

/** Colour and word together: never the colour alone. */
export function rating(value: Rating): Html {
  return html`<span class="badge ${value}">${ratingWord(value)}</span>`
}

/** Text of a repository in a fixed-width face. */
export function code(text: string, max = 200): Html {
  return html`<code>${plainLine(text, max)}</code>`
}

/** Words of ours or of a check: what stands between backticks is code. */
export function words(text: string, max = 800): Html {
  const line = plainLine(text, max)
  const isCut = line.split('`').length % 2 === 0 && text.split('`').length % 2 === 1
  const parts = (isCut ? `${line}\`` : line).split('`')
  if (parts.length % 2 === 0) return html`${line}`
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`
}

/** What to do: as `words`, with indented code on lines of its own. */
export function steps(text: string, max = 1600): Html {
  return html`${textAndCode(text.length > max ? `${text.slice(0, max).toWellFormed()}…` : text).map(({ words: own, code: lines }) =>
    lines ? html`<pre>${lines.map((line) => visible(line)).join('\n')}</pre>` : words(own.trim(), max),
  )}`
}

/** A control by its title, with its id. */
export function control(id: string, title: string, { docsOf }: AuditContext): Html {
  const shown = plainLine(title, 200)
  const page = docsOf?.(id)
  return html`${page === undefined ? shown : html`<a href="${safeUri(page)}">${shown}</a>`} ${reference(id)}`
}

/** The id of a control, linked to its row in the table of controls. */
export function reference(id: string): Html {
  return html`<a class="id" href="#${rowOf(id)}">${id}</a>`
}

/** The address of a control's row in the page. */
export function rowOf(id: string): string {
  return `control-${id.replaceAll('/', '-')}`
}

/** A place in a file, linked where there is a page for it. */
export function place(path: string, line: number | undefined, label: string, { linkTo }: AuditContext): Html {
  const address = linkTo?.(path, line)
  return address === undefined ? pathCode(label) : html`<a href="${safeUri(address)}">${pathCode(label)}</a>`
}

/** A path, which may go on in the next line after a slash. */
export function pathCode(text: string): Html {
  const parts = plainLine(text, 200).split(/(?<=\/)/)
  return html`<code>${parts.map((part, index) => (index === 0 ? html`${part}` : html`<wbr />${part}`))}</code>`
}

export function where({ path, lines, subject }: FindingRow, context: AuditContext): Html {
  if (path === undefined) return code(subject)
  const label = lines ? `${path}:${lines.first}${lines.last > lines.first ? `-${lines.last}` : ''}` : path
  return place(path, lines?.first, label, context)
}

export function owners(names: readonly string[]): Html {
  return names.length === 0 ? html`<span class="none">nobody yet</span>` : html`${names.map((name) => html`${code(name)} `)}`
}

/** The line that a finding is about. */
export function quoted({ quote }: FindingRow): Html {
  return quote === undefined ? html`` : html`<br /><code class="quote">${plainLine(quote)}</code>`
}
