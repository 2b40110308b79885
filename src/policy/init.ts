import type { Profile } from '#model/check'
import type { Severity } from '#model/rating'
import type { InferredService } from './infer-services.ts'
import { printable } from './problem.ts'

/** What is known of a repository when its policy is proposed. */
export interface Proposal {
  /** The version of the catalogue to pin. */
  readonly catalogue: string
  readonly profile?: Profile | undefined
  readonly services: readonly InferredService[]
  /** Of the repository as it is; absent when nothing is rated. */
  readonly score?: number | undefined
  readonly open?: Readonly<Partial<Record<Severity, number>>> | undefined
  /** What the last merged pull requests would have met under `enforce`. */
  readonly history?: { readonly replayed: number; readonly blocked: number; readonly byControl: ReadonlyMap<string, number> } | undefined
  /** Whether somebody owns the policy file. */
  readonly owned?: boolean | undefined
}

/** A first policy with comments: it observes, pins the catalogue, and says what enforcing would mean. */
export function proposePolicy({ catalogue, profile = 'starter', services, score, open, history, owned }: Proposal): string {
  return [
    '# The readiness policy of this repository. Pull requests are judged by the policy of their base branch.',
    '# Every key: readiness policy schema. Which line sets what: readiness policy explain.',
    ...scoreLines(score, open),
    'version: 1',
    '',
    '# Controls that come with a newer catalogue only advise until you raise this.',
    `catalogue: "${catalogue}"`,
    '',
    ...historyLines(history),
    '# observe: shows, never fails.  enforce: fails pull requests that introduce or worsen what the gate names.',
    'mode: observe',
    '',
    '# starter: required is what points at a line someone wrote.  standard: also what is missing.  regulated: also evidence.',
    `profile: ${profile}`,
    '',
    'gate:',
    '  introduced: high   # findings of at least this severity fail under enforce',
    ...(owned === false ? ['  # Nobody owns this file yet: with an owner in CODEOWNERS a loosening can ask for their approval.'] : []),
    '',
    ...serviceLines(services),
    '# Findings that you accept, each with a reason and a last day. They act on the gate, never on the score.',
    '# waivers:',
    '#   - { control: deploy/image-latest-tag, path: Dockerfile.dev, reason: "moves on purpose", owner: "@acme/platform", expires: 2027-03-31 }',
    '',
  ].join('\n')
}

function scoreLines(score: number | undefined, open: Proposal['open'] = {}): readonly string[] {
  const counts = (['critical', 'high', 'medium', 'low'] as const).flatMap((severity) =>
    open[severity] ? [`${open[severity]} ${severity}`] : [],
  )
  if (score === undefined) return ['# Score when this was written: nothing here is rated yet.']
  return [
    `# Score when this was written: ${score.toFixed(1)} of 100${counts.length > 0 ? `; open findings: ${counts.join(', ')}` : '; no open findings'}.`,
  ]
}

function historyLines(history: Proposal['history']): readonly string[] {
  if (!history || history.replayed === 0) return []
  const worst = [...history.byControl].toSorted(([, a], [, b]) => b - a).slice(0, 3)
  const by = worst.length > 0 ? ` (${worst.map(([control, count]) => `${control} ${count}`).join(', ')})` : ''
  return [`# Of the last ${history.replayed} merged pull requests this policy would have failed ${history.blocked} under enforce${by}.`]
}

function serviceLines(services: readonly InferredService[]): readonly string[] {
  if (services.length === 0) return []
  const lines = services.map(({ name, paths, owner, because }) => {
    const entries = [
      `name: ${text(name)}`,
      `paths: [${paths.map(text).join(', ')}]`,
      ...(owner === undefined ? [] : [`owner: ${text(owner)}`]),
    ]
    return `  - { ${entries.join(', ')} }   # ${printable(because)}`
  })
  return ['# The parts that run on their own: correct what was guessed.', 'services:', ...lines, '']
}

/** JSON strings are YAML. */
function text(value: string): string {
  return /^[A-Za-z][\w-]*$/.test(value) && !/^(?:true|false|null)$/i.test(value) ? value : JSON.stringify(printable(value))
}
