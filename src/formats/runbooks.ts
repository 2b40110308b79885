import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type EvidenceDocument, evidence, isDocumentPath, sectionsAbout } from './evidence.ts'

/** A page for the person on call, and what it lacks. Plain data. */
export interface Runbook {
  readonly title: string
  readonly range: Range
  readonly lines: number
  /** What it is about: file name, title and headings, in small letters. */
  readonly about: string
  /** Names of the sections that it should have and has not. */
  readonly missing: readonly string[]
  readonly isTemplate: boolean
  /** It only lists others. */
  readonly isIndex: boolean
}

/** A document in a folder of runbooks, or one that calls itself one. */
export function isRunbook(file: SourceFile): boolean {
  if (!isDocumentPath(file.path) || file.path.length > 1000) return false
  if (FOLDER.test(file.path)) return !/(?:^|\/)(?:requirements[\w.-]*\.txt|CHANGELOG\.md|LICENSE\.txt)$/i.test(file.path)
  if (!/run-?\s?book|playbook/i.test(file.text) && !NAME.test(file.path)) return false
  if (file.path.endsWith('.txt')) return false
  return (
    NAME.test(file.path) ||
    evidence(file).sections.some(({ heading, content, level }) => level <= 6 && content > 3 && HEADING.test(heading))
  )
}

const FOLDER = /(?:^|\/)(?:run-?books?|playbooks?)\//i
const NAME = /(?:^|[/_.-])(?:run-?books?|incident-?playbooks?)[^/]*$/i
const HEADING = /^(?:\S+\s+)?(?:incident |operational |operations |on-?call )?(?:run-?book|playbook)\b(?!s? (?:index|list|template))/i

export function runbook(file: SourceFile): Runbook {
  const document = evidence(file)
  const { title, range, lines, sections } = document
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  const parts = PARTS.filter(([, form]) => sectionsAbout(document, form).length > 0).map(([part]) => part)
  return {
    title,
    range,
    lines,
    about: [name.replaceAll(/[._-]/g, ' '), title, ...sections.filter(({ level }) => level <= 3).map(({ heading }) => heading)]
      .join('\n')
      .toLowerCase()
      .slice(0, 3000),
    missing: missingIn(document, parts),
    isTemplate: document.isTemplate,
    isIndex: /^(?:readme|index|_index|_category_|toc|summary|template|_template)\b/i.test(name) && parts.length < 2,
  }
}

const PARTS = [
  ['symptoms', /symptom|alert|detect|impact|trigger|when to|when this|overview|summary|purpose|scope|what happens|signs/i],
  ['diagnosis', /diagnos|investigat|triage|check|prerequisite|before you|causes?\b|debug|troubleshoot|what to look/i],
  [
    'mitigation',
    /mitigat|steps|remed|resol|procedure|recover|restor|fix|actions?\b|response|rollback|roll back|how to|what to do|instructions|workaround|contain/i,
  ],
  ['verification', /verif|validat|confirm|after\b|post-|test|success/i],
  ['escalation', /escalat|contacts?\b|on-?call|owner|who to|communicat|notify/i],
] as const

/** What fails needs all three; what is done by routine is described by its steps and two more. */
function missingIn({ title }: EvidenceDocument, parts: readonly string[]): readonly string[] {
  const wanted = ['symptoms', 'diagnosis', 'mitigation'].filter((part) => !parts.includes(part))
  const isRoutine =
    /rotat|restor|backup|reconcil|deploy|release|replay|migrat|upgrade|revers|refund|onboard|close|drill|failover|rollback/i.test(title)
  return isRoutine && parts.length >= 3 && parts.includes('mitigation') ? [] : wanted
}

/** Something that can go wrong, or has to be done, and the words by which a runbook shows that it is about this. */
export interface Topic {
  readonly name: string
  readonly covers: readonly string[]
}

/** What the parts of a system make necessary. */
export const TOPICS: Readonly<Record<string, readonly Topic[]>> = {
  service: [{ name: 'Roll back a release', covers: ['rollback', 'roll back', 'rolling back', 'deploy', 'release', 'revert'] }],
  database: [{ name: 'Restore the database', covers: ['restor', 'recover', 'backup', 'pitr', 'point in time', 'point-in-time'] }],
  queue: [{ name: 'Dead letters', covers: ['dead letter', 'dead-letter', 'dlq', 'queue', 'backlog', 'kafka', 'consumer', 'worker'] }],
  tokens: [{ name: 'Rotate keys', covers: ['rotat', 'key compromise', 'secret leak', 'leaked'] }],
  payments: [{ name: 'Fraud', covers: ['fraud', 'stolen card', 'abuse'] }],
  webhook: [{ name: 'Replay webhooks', covers: ['webhook', 'replay', 'redeliver'] }],
  ledger: [
    { name: 'Ledger drift', covers: ['drift', 'imbalance', 'out of balance', 'mismatch'] },
    { name: 'Daily reconciliation', covers: ['reconcil'] },
    { name: 'Reversal', covers: ['revers', 'refund'] },
    { name: 'Dispute', covers: ['dispute', 'chargeback'] },
  ],
  sanction: [{ name: 'Sanctions hit', covers: ['sanction', 'aml', 'watchlist', 'screening'] }],
  kyc: [{ name: 'Sanctions hit', covers: ['sanction', 'aml', 'watchlist', 'screening'] }],
  aml: [{ name: 'Sanctions hit', covers: ['sanction', 'aml', 'watchlist', 'screening'] }],
}
