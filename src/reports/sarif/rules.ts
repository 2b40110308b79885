import type { ReportingDescriptor, Result } from 'sarif'
import type { CatalogueInfo } from '#model/assessment'
import type { CheckId } from '#model/check'
import { dimensionOf } from '#model/evaluation'
import type { Severity } from '#model/rating'
import { aboutControl } from '../about.ts'
import { plainText, safeUri } from '../escape.ts'

/** How SARIF's three levels read our four severities. */
export const LEVEL: Readonly<Record<Severity, Result.level>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' }

/** GitHub sorts security alerts by this number. */
const SECURITY: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.0', low: '2.0' }
const SECURITY_DIMENSIONS: ReadonlySet<string> = new Set(['secrets', 'access'])

const PROBLEM: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'recommendation' }

/** A control as SARIF's rule; its page is ours where there is one, else the first reference. */
export function ruleFor(control: CheckId, info: CatalogueInfo, page: string | undefined): ReportingDescriptor {
  const { title, severity = 'medium', why, remedy, references } = aboutControl(control, info)
  const dimension = dimensionOf(control)
  const isSecurity = SECURITY_DIMENSIONS.has(dimension)
  const help = [why, remedy].filter(Boolean).join('\n\n')
  const helpUri = page ?? references[0]
  return {
    id: control,
    name: pascalCase(control),
    shortDescription: { text: plainText(title) },
    ...(why !== '' && { fullDescription: { text: plainText(why) } }),
    ...(help !== '' && { help: { text: plainText(help), markdown: plainText(help) } }),
    ...(helpUri !== undefined && { helpUri: safeUri(helpUri) }),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: isSecurity ? [dimension, 'security'] : [dimension],
      'problem.severity': PROBLEM[severity],
      ...(isSecurity && { 'security-severity': SECURITY[severity] }),
    },
  }
}

function pascalCase(control: CheckId): string {
  return control
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')
}
