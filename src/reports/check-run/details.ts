import type { Assessment } from '#model/assessment'
import type { CheckId } from '#model/check'
import { aboutControl } from '../about.ts'
import { type Block, BUDGET, bytesOf, joinBlocks } from '../budget.ts'
import type { CheckContext } from '../context.ts'
import { code, fenced, link, prose } from '../escape.ts'
import { planFixes } from '../fixes.ts'
import type { News } from '../news.ts'
import { type FilePatch, patchesFor } from '../patch.ts'
import { readableFiles } from '../readable.ts'
import { safeMarkdown } from '../safe-markdown.ts'
import { secretLines } from '../secret-lines.ts'
import { type WayOut, wayOut } from '../waiver.ts'
import { andMore, count, RATING_ICON } from '../words.ts'
import { controlTitle, place, text, type View } from './blocks.ts'

const PATCH_BYTES = 20_000
const MOST_OF_ONE_CONTROL = 20

/** The text of the run: the fixes as one patch, then the new findings by control, with why, what to do and the way out. */
export function checkDetails(assessment: Assessment, news: readonly News[], context: CheckContext, view: View): string | undefined {
  const shown = news.filter(({ finding }) => !finding.waived && !finding.quiet)
  if (shown.length === 0) return undefined
  const controls = [...Map.groupBy(shown, ({ finding }) => finding.control)]
  const sections: Block = {
    head: '## What is new, by control\n',
    rows: controls.map(([control, own]) => controlSection(control, own, assessment, context, view)),
    more: (left) => `*and ${count(left, 'more control')}: the command shows them all.*`,
  }
  return joinBlocks([...patchBlocks(assessment, shown, context), sections], BUDGET.text)
}

function patchBlocks({ head }: Assessment, news: readonly News[], { contents }: CheckContext): readonly Block[] {
  const findings = news.map(({ finding }) => finding)
  const fixable = planFixes(findings).applied.length
  if (fixable === 0) return []
  const patches = withinBytes(patchesFor(findings, readableFiles(contents, secretLines(head))))
  const shown = patches.reduce((sum, { findings: own }) => sum + own.length, 0)
  const left = fixable - shown
  const rest = `${count(left, shown > 0 ? 'more finding' : 'finding')} can be fixed by \`readiness check --fix\`: a patch on this page would show a secret, be too long, or not apply.`
  if (shown === 0) return [text(`## Fixes\n\n${rest}`)]
  const intro = `${count(shown, 'finding')} can be fixed by this patch: save it and run \`git apply\`, or run \`readiness check --fix\`.`
  const more = left > 0 ? `\n\n*${rest}*` : ''
  return [text(`## Fixes as a patch\n\n${intro}\n\n${fenced(patches.map(({ text }) => text).join(''), 'diff')}${more}`)]
}

function withinBytes(patches: readonly FilePatch[]): readonly FilePatch[] {
  let bytes = 0
  return patches.filter(({ text }) => {
    const size = bytesOf(text)
    if (bytes + size > PATCH_BYTES) return false
    bytes += size
    return true
  })
}

function controlSection(control: CheckId, news: readonly News[], { policy }: Assessment, context: CheckContext, view: View): string {
  const { why, remedy, references } = aboutControl(control, view.info)
  const shown = news.slice(0, MOST_OF_ONE_CONTROL)
  const left = news.length - shown.length
  const parts = [
    `### ${controlTitle(control, view)}`,
    code(control),
    [...shown.map((one) => item(one, view)), left > 0 ? `- *${andMore(left)}*` : ''].filter(Boolean).join('\n'),
    why && `**Why:** ${safeMarkdown(why)}`,
    remedy && `**What to do:** ${safeMarkdown(remedy)}`,
    references.length > 0 ? `**Read more:** ${references.map((reference) => link(prose(reference), reference)).join(', ')}` : '',
    waivers(shown.flatMap(({ finding }) => wayOut(finding, policy, context) ?? [])),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function item({ finding, blocking, before }: News, view: View): string {
  const { severity, rating, message } = finding
  const state = `${blocking ? '**blocking**' : 'advisory'}${before === undefined ? '' : ` · worsened, it was ${prose(before)}`}`
  return `- ${place(finding, view)} · ${severity} · ${RATING_ICON[rating]} ${rating} · ${state}\n\n${safeMarkdown(message, '  ')}\n`
}

function waivers(out: readonly WayOut[]): string {
  const [first] = out
  if (!first) return ''
  const lines = fenced(out.map(({ line }) => line).join('\n'), 'yaml')
  return `<details><summary>Not a problem here?</summary>\n\nAdd to \`waivers\` of the policy, and see it waived with ${code(first.command)}:\n\n${lines}\n\n</details>`
}
