import type { Finding } from '#model/finding'
import type { Policy } from '#model/policy'
import { plainLine } from './escape.ts'

/** The short way out of a false alarm: what to add to the policy, and the command that shows that it works. */
export interface WayOut {
  /** An item for the list `waivers` of the policy. */
  readonly line: string
  readonly file: string
  readonly command: string
}

const DAYS = 90

/** Absent where the policy allows no waiver for this finding. */
export function wayOut(
  finding: Finding,
  policy: Policy,
  { policyPath = '.readiness.yml', asOf }: { policyPath?: string | undefined; asOf?: string | undefined },
): WayOut | undefined {
  if (finding.control.startsWith('policy/') || !policy.waiving.allow.includes(finding.severity)) return undefined
  const { require, maxDays = DAYS } = policy.waiving
  const expires = asOf === undefined ? 'YYYY-MM-DD' : dayAfter(asOf, Math.min(DAYS, maxDays))
  const entries = [
    `control: ${finding.control}`,
    ...(finding.location && finding.scope === 'file' ? [`path: ${scalar(globLiteral(finding.location.path))}`] : []),
    `subject: ${scalar(finding.subject)}`,
    ...(finding.content === undefined ? [] : [`content: ${finding.content}`]),
    'reason: "why it is fine here"',
    ...(require.includes('owner') ? ['owner: "who answers for it"'] : []),
    `expires: ${expires}`,
  ]
  return { line: `- { ${entries.join(', ')} }`, file: policyPath, command: `readiness audit --only ${finding.control}` }
}

/** `YYYY-MM-DD` some days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** A path of the policy is a glob: this one means itself. */
function globLiteral(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@]/g, '\\$&')
}

/** Plain where YAML's flow style takes it as it is, else double-quoted: JSON strings are YAML. */
function scalar(text: string): string {
  const line = plainLine(text)
  return /^[A-Za-z_./][\w./-]*$/.test(line) && !/^(true|false|null|yes|no|on|off)$/i.test(line) ? line : JSON.stringify(line)
}
