import type { Assessment } from '#model/assessment'
import { findingsOf } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { Block } from '../budget.ts'
import type { CheckContext } from '../context.ts'
import { code, prose } from '../escape.ts'
import type { News } from '../news.ts'
import { byWorst } from '../order.ts'
import { placeOf } from '../place.ts'
import { safeCell } from '../safe-markdown.ts'
import { undecidedOf } from '../undecided.ts'
import { dayAfter } from '../waiver.ts'
import { andMore, count, RATING_ICON } from '../words.ts'
import { cell, controlTitle, folded, MOST_ROWS, place, table, type View } from './blocks.ts'

const SOON_DAYS = 14
const COLUMNS = ['Severity', 'Where', 'What', 'Control']

/** What is gone, said kindly. */
export function fixedBlocks({ delta }: Assessment, view: View): readonly Block[] {
  const fixed = delta.fixed.toSorted(byWorst)
  if (fixed.length === 0) return []
  return [
    {
      head: `### 🎉 ${fixed.length === 1 ? 'One problem less' : `${fixed.length} problems less`}, thank you\n`,
      rows: fixed.map((finding) => `- ${place(finding, view)} ${controlTitle(finding.control, view)} (was ${finding.severity})`),
      most: MOST_ROWS,
      more: (left) => `- ${andMore(left)}`,
    },
  ]
}

/** What the pull request brings and does not fail for. */
export function advisoryBlocks(news: readonly News[], view: View): readonly Block[] {
  const advisory = news.filter(({ blocking, finding }) => !blocking && !finding.waived).map(({ finding }) => finding)
  return findingsFold(advisory, `${count(advisory.length, 'advisory finding')} that this pull request brings`, view)
}

/** What was there before, counted and not held against anyone. */
export function existingBlocks({ delta }: Assessment, view: View): readonly Block[] {
  const existing = delta.unchanged.filter(({ waived }) => !waived).toSorted(byWorst)
  return findingsFold(existing, `${count(existing.length, 'finding')} that ${existing.length === 1 ? 'was' : 'were'} there before`, view)
}

/** Waivers that hold, and which of them end soon. */
export function waiverBlocks({ head }: Assessment, { asOf }: Pick<CheckContext, 'asOf'>, view: View): readonly Block[] {
  const waived = findingsOf(head).filter((finding) => finding.waived)
  if (waived.length === 0) return []
  const soon = asOf === undefined ? undefined : dayAfter(asOf, SOON_DAYS)
  const isSoon = ({ waived: by }: Finding) => soon !== undefined && by?.expires !== undefined && by.expires <= soon
  const ending = waived.filter(isSoon)
  const rows = waived
    .toSorted((a, b) => Number(isSoon(b)) - Number(isSoon(a)) || byWorst(a, b))
    .map((finding) => waivedRow(finding, isSoon(finding), view))
  const note = ending.length > 0 ? `, ${ending.length} ending within ${SOON_DAYS} days` : ''
  return [folded(`${count(waived.length, 'finding')} waived${note}`, table('', ['Where', 'Control', 'Reason', 'Owner', 'Until'], rows))]
}

/** What nobody could judge, and why: never left out, never rounded. */
export function undecidedBlocks({ head, delta }: Assessment, view: View): readonly Block[] {
  const open = delta.unchanged.filter(({ undecidable }) => undecidable !== undefined)
  const rows = [
    ...open.map((finding) => [
      place(finding, view, cell),
      code(finding.control),
      `no longer decidable, stays open: ${safeCell(finding.undecidable!)}`,
    ]),
    ...undecidedOf(head)
      .filter((one) => !open.some(({ control, location }) => one.control === control && one.place === placeOf(location)))
      .map((one) => [
        one.place === '' ? 'the check itself' : cell(one.place),
        one.control === undefined ? 'all that name it' : code(one.control),
        `${one.what === 'error' ? 'broke: ' : ''}${safeCell(one.reason)}`,
      ]),
  ]
  return rows.length > 0 ? [folded(`${count(rows.length, 'thing')} could not be judged`, table('', ['Where', 'Control', 'Why'], rows))] : []
}

function findingsFold(findings: readonly Finding[], summary: string, view: View): readonly Block[] {
  if (findings.length === 0) return []
  const rows = findings.map((finding) => [
    `${RATING_ICON[finding.rating]} ${finding.severity}`,
    place(finding, view, cell),
    safeCell(finding.message),
    code(finding.control),
  ])
  return [folded(summary, table('', COLUMNS, rows))]
}

function waivedRow(finding: Finding, soon: boolean, view: View): readonly string[] {
  const { reason, owner, expires, listedOnly } = finding.waived!
  const until = expires === undefined ? 'no end' : soon ? `**${prose(expires)}**, soon` : prose(expires)
  const note = listedOnly ? ' (listed only: this pull request adds it, it does not lift the gate)' : ''
  return [place(finding, view, cell), code(finding.control), `${safeCell(reason)}${note}`, owner === undefined ? '' : cell(owner), until]
}
