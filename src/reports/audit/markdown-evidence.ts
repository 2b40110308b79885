import type { AuditContext } from '../context.ts'
import { code, codeCell, link, prose } from '../escape.ts'
import { safeCell } from '../safe-markdown.ts'
import { formatScore } from '../score.ts'
import { count } from '../words.ts'
import type { Audit } from './audit.ts'
import type { Fact } from './evidence.ts'
import type { ChangedFiles } from './files.ts'
import { findingTable, table, whereCell } from './markdown-tables.ts'

const MOST_FILES = 500

/** Boxes before a launch, ticked by facts. */
export function checklistSection({ checklist }: Audit): string {
  const groups = checklist.map(({ section, readiness, boxes }) => {
    const rows = boxes.map(
      ({ ticked, title, control, note }) => `- [${ticked ? 'x' : ' '}] ${prose(title)} (${code(control)}): ${prose(note)}`,
    )
    return `### ${prose(section)}: ${readiness.toLowerCase()}\n\n${rows.join('\n') || 'No box: nothing here applies.'}`
  })
  return ['## Pre-launch checklist', ...(groups.length > 0 ? groups : ['No control, no box.'])].join('\n\n')
}

/** Who says so, and who has not yet. */
export function signOffSection({ signOffs, nextReview }: Audit): string {
  const rows = signOffs.map(({ title, control, by, evidence, expires, state }) => [
    `${prose(title)} (${code(control)})`,
    by === undefined ? '' : codeCell(by),
    evidence === undefined ? '' : codeCell(evidence),
    expires ?? (by === undefined ? '' : 'no end'),
    state,
  ])
  return `## Sign-offs${rows.length === 0 ? ': none' : ''}\n\n${table(['For', 'By', 'Evidence', 'Until', 'State'], rows, { none: 'Nobody has signed anything, and nothing asks for it.' })}\n\nNext review: ${nextReview === undefined ? 'the policy names no day (`report.next_review`).' : `${prose(nextReview)}.`}`
}

/** Verified, gap, needs verification: each with what stands behind it. */
export function evidenceSection({ evidence }: Audit, context: AuditContext): string {
  const { verified, gaps, unverified, absent } = evidence
  const open = unverified.map(({ what, control, place, subject, reason }) => [
    what,
    place === '' ? codeCell(subject ?? 'the check itself') : linked(place, context),
    control === undefined ? 'all that name it' : code(control),
    safeCell(reason),
  ])
  const nothing = absent.map(({ title, control }) => `- ${prose(title)} (${code(control)})`)
  return `## Evidence

### Verified: ${count(verified.length, 'control')}

${table(['Control', 'Fine', 'For example'], verified.map(factRow))}

### Gaps: ${count(gaps.length, 'control')}

${table(['Control', 'Fine', 'Open places, for example'], gaps.map(factRow))}

### Needs verification: ${count(unverified.length, 'thing')}

${table(['What', 'Where', 'Control', 'Why'], open)}

### Nothing to look at: ${count(absent.length, 'control')}

${nothing.join('\n') || 'None.'}`
}

/** What somebody accepted: shown, not dropped; the score keeps the deduction. */
export function waivedSection({ findings }: Audit, context: AuditContext): string {
  const rows = findings.flatMap((finding) => {
    const { waived } = finding
    if (!waived) return []
    const by = waived.owner === undefined ? '' : codeCell(waived.owner)
    return [[whereCell(finding, context), prose(finding.title), safeCell(waived.reason), by, waived.expires ?? 'no end']]
  })
  return `## Accepted risks${rows.length === 0 ? ': none' : ''}\n\n${table(['Where', 'Control', 'Reason', 'Owner', 'Until'], rows, { none: 'Nothing is waived.' })}`
}

export function sinceSection({ since, score }: Audit, context: AuditContext): string {
  if (!since) return '## Fixed since\n\nNo earlier revision was compared with (`--since`).'
  const head = `Since ${code(since.revision)}: score ${formatScore(since.score)} → ${formatScore(score)}, ${count(since.fixed.length, 'finding')} fixed, ${count(since.news, 'new finding')}.`
  const fixed = since.fixed.length === 0 ? 'None.' : findingTable(since.fixed, context)
  return `## Fixed since${since.fixed.length === 0 ? ': none' : ''}\n\n${head}\n\n${fixed}\n\n${changedTable(since.files)}`
}

/** Every file that said something to a check. */
export function filesSection({ files, inventory }: Audit, context: AuditContext): string {
  const rows = files.map(({ path, lines, observed, findings }) => [
    linked(path, context),
    lines === undefined ? '–' : String(lines),
    String(observed),
    String(findings),
  ])
  return `## Files reviewed: ${files.length}\n\n${table(['File', 'Lines>', 'Things looked at>', 'Findings>'], rows, { most: MOST_FILES })}${inventory ? `\n\n${inventorySections(inventory, context)}` : ''}`
}

/** Files that say something, and what became of them. */
function changedTable({ created, modified, gone }: ChangedFiles): string {
  const row = (name: string, paths: readonly string[]) => [name, String(paths.length), someOf(paths)]
  return table(['Files that say something', 'Number>', 'For example'], [row('new', created), row('changed', modified), row('gone', gone)])
}

function inventorySections({ migrations, workflows }: NonNullable<Audit['inventory']>, context: AuditContext): string {
  const total = migrations.reduce((sum, one) => sum + one.count, 0)
  const folders = migrations.map(({ folder, count: number, newest }) => [codeCell(folder), String(number), codeCell(newest)])
  const rows = workflows.map(({ path, observed, findings }) => [linked(path, context), String(observed), String(findings)])
  return [
    `### Migrations: ${total === 0 ? 'none' : total}`,
    table(['Folder', 'Number>', 'Newest by name'], folders),
    `### Workflows: ${workflows.length === 0 ? 'none' : workflows.length}`,
    table(['Workflow', 'Things looked at>', 'Findings>'], rows),
  ].join('\n\n')
}

function someOf(paths: readonly string[]): string {
  const shown = paths.slice(0, 10).map((path) => codeCell(path))
  return paths.length > 10 ? `${shown.join(', ')} and ${paths.length - 10} more` : shown.join(', ')
}

function factRow({ title, control, fine, observed, places }: Fact): readonly string[] {
  return [`${prose(title)} (${code(control)})`, `${fine} of ${observed}`, places.map((place) => codeCell(place)).join(', ')]
}

function linked(place: string, { linkTo }: AuditContext): string {
  const [, path = place, line] = /^(.*?)(?::(\d+))?$/s.exec(place) ?? []
  const address = linkTo?.(path, line === undefined ? undefined : Number(line))
  return address === undefined ? codeCell(place) : link(codeCell(place), address)
}
