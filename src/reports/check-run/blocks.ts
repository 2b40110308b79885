import type { CatalogueInfo } from '#model/assessment'
import type { CheckId } from '#model/check'
import type { Finding } from '#model/finding'
import { aboutControl } from '../about.ts'
import type { Block } from '../budget.ts'
import type { CheckContext } from '../context.ts'
import { code, codeCell, link, prose } from '../escape.ts'
import { placeOf } from '../place.ts'
import { grouped } from '../words.ts'

/** What every part of a check run is rendered with. */
export interface View {
  readonly info: CatalogueInfo
  readonly context: Pick<CheckContext, 'linkTo' | 'docsOf'>
}

/** More rows than this nobody reads on a page; the rest is counted. */
export const MOST_ROWS = 50

/** Title of a control, linked to its page where there is one. */
export function controlTitle(control: CheckId, { info, context }: View): string {
  const title = prose(aboutControl(control, info).title, 200)
  const page = context.docsOf?.(control)
  return page === undefined ? title : link(title, page)
}

/** Where a finding stands, linked where the host has a page for it. */
export function place(finding: Pick<Finding, 'location' | 'subject'>, { context }: View, span: typeof code = code): string {
  const { location, subject } = finding
  if (!location) return span(subject)
  const address = context.linkTo?.(location.path, location.range?.start.line)
  const label = span(placeOf(location))
  return address === undefined ? label : link(label, address)
}

/** A table, cut at whole rows. Without rows there is no table. */
export function table(
  head: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { most = MOST_ROWS, tail = '' } = {},
): Block {
  const titles = columns.map((column) => column.replace(/[<>]$/, ''))
  const rule = columns.map((column) => (column.endsWith('>') ? '--:' : '---'))
  const cells = (row: readonly string[]) => `| ${row.join(' | ')} |`
  return {
    head: `${head}\n\n${cells(titles)}\n| ${rule.join(' | ')} |`,
    rows: rows.map(cells),
    most,
    more: (left) => cells([`*and ${grouped(left)} more*`, ...titles.slice(1).map(() => '')]),
    tail,
  }
}

/** What is there for those who want it, closed at first. */
export function folded(summary: string, block: Block): Block {
  return { ...block, head: `<details><summary>${summary}</summary>\n\n${block.head.trimStart()}`, tail: `${block.tail ?? ''}\n</details>` }
}

/** Text that is never cut, as a block. */
export function text(words: string): Block {
  return { head: words, rows: [], more: () => '' }
}

export const cell = codeCell
