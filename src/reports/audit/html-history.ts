import { html } from 'hono/html'
import type { AuditContext } from '../context.ts'
import { formatScore } from '../score.ts'
import { count, grouped } from '../words.ts'
import type { Audit } from './audit.ts'
import type { ChangedFiles } from './files.ts'
import { code, control, type Html, owners, place, section, table, where, words } from './html-parts.ts'

const MOST_FILES = 2000

/** What somebody accepted: shown, not dropped. */
export function waivedSection({ findings }: Audit, context: AuditContext): Html {
  const rows = findings.flatMap((finding) => {
    const { waived } = finding
    if (!waived) return []
    return [
      [
        where(finding, context),
        control(finding.control, finding.title, context),
        words(waived.reason),
        owners(waived.owner === undefined ? [] : [waived.owner]),
        waived.expires ?? 'no end',
      ],
    ]
  })
  return section(
    'waived',
    `Accepted risks${rows.length === 0 ? ': none' : ''}`,
    table(
      'Waived for a reason; the score keeps the deduction',
      ['Where', 'Control', 'Reason', 'Owner', 'Until'],
      rows,
      'Nothing is waived.',
    ),
  )
}

export function sinceSection({ since, score }: Audit, context: AuditContext): Html {
  if (!since)
    return section('since', 'Fixed since', html`<p class="none">No earlier revision was compared with (<code>--since</code>).</p>`)
  const rows = since.fixed.map((finding) => [
    where(finding, context),
    control(finding.control, finding.title, context),
    words(finding.message),
  ])
  const head = html`<p>Since ${code(since.revision)}: score ${formatScore(since.score)} → ${formatScore(score)}, ${count(since.fixed.length, 'finding')} fixed, ${count(since.news, 'new finding')}.</p>`
  return section(
    'since',
    `Fixed since${rows.length === 0 ? ': none' : ''}`,
    html`${head}${table('Gone since then', ['Where', 'Control', 'What it was'], rows)}${changedTable(since.files)}`,
  )
}

function changedTable({ created, modified, gone }: ChangedFiles): Html {
  const row = (name: string, paths: readonly string[]) => [
    name,
    grouped(paths.length),
    html`${paths.slice(0, MOST_CHANGED).map((path) => html`${code(path)} `)}${paths.length > MOST_CHANGED ? `and ${grouped(paths.length - MOST_CHANGED)} more` : ''}`,
  ]
  const rows = [row('new', created), row('changed', modified), row('gone', gone)]
  return table('Files that say something to a check', [' ', 'Number>', 'For example'], rows)
}

const MOST_CHANGED = 10

/** Every file that said something to a check. */
export function filesSection({ files, inventory }: Audit, context: AuditContext): Html {
  const rows = files
    .slice(0, MOST_FILES)
    .map(({ path, lines, observed, findings }) => [
      place(path, undefined, path, context),
      lines === undefined ? '–' : grouped(lines),
      String(observed),
      String(findings),
    ])
  const left = files.length - rows.length
  return section(
    'files',
    `Files reviewed: ${grouped(files.length)}`,
    html`<details ${files.length > 50 ? '' : 'open'}><summary>${count(files.length, 'file')} said something to a check</summary>
        ${table('Those with findings first', ['File', 'Lines>', 'Things looked at>', 'Findings>'], rows)}</details>
      ${left > 0 ? html`<p class="none">and ${grouped(left)} more</p>` : ''} ${inventory ? inventorySections(inventory, context) : ''}`,
  )
}

function inventorySections({ migrations, workflows }: NonNullable<Audit['inventory']>, context: AuditContext): Html {
  const total = migrations.reduce((sum, one) => sum + one.count, 0)
  const folders = migrations.map(({ folder, count: number, newest }) => [code(folder), grouped(number), code(newest)])
  const rows = workflows.map(({ path, observed, findings }) => [place(path, undefined, path, context), String(observed), String(findings)])
  return html`<h3>Migrations: ${total === 0 ? 'none' : grouped(total)}</h3>
    ${table('Folders with migrations', ['Folder', 'Number>', 'Newest by name'], folders)}
    <h3>Workflows: ${workflows.length === 0 ? 'none' : workflows.length}</h3>
    ${table('Workflows of GitHub Actions', ['Workflow', 'Things looked at>', 'Findings>'], rows)}`
}
