import type { CatalogueInfo } from '#model/assessment'
import type { CheckId, Control } from '#model/check'
import { POLICY_CONTROLS, type PolicyControl } from '#model/policy-controls'
import type { Severity } from '#model/rating'

/** What reports say about a control: one of the catalogue, one about the policy itself, or one that a catalogue no longer has. */
export interface About {
  readonly id: CheckId
  readonly title: string
  readonly severity?: Severity | undefined
  readonly why: string
  readonly remedy: string
  readonly references: readonly string[]
  readonly effort?: string | undefined
}

export function aboutControl(id: CheckId, { catalogue }: CatalogueInfo): About {
  const control: Control | PolicyControl | undefined = Object.hasOwn(catalogue, id) ? catalogue[id] : policyControl(id)
  if (!control) return { id, title: id, why: '', remedy: '', references: [] }
  const { title, severity, why, remedy } = control
  const references = 'references' in control ? control.references : []
  return {
    id,
    title,
    severity,
    why: dedented(why),
    remedy: dedented(remedy),
    references,
    effort: 'effort' in control ? control.effort : undefined,
  }
}

function policyControl(id: CheckId): PolicyControl | undefined {
  return Object.hasOwn(POLICY_CONTROLS, id) ? POLICY_CONTROLS[id as keyof typeof POLICY_CONTROLS] : undefined
}

/** Controls are written in indented, wrapped template literals; paragraphs come out as one line each, lists and code as they are. */
function dedented(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n')
  const indents = lines.filter((line) => line.trim()).map((line) => line.search(/\S/))
  const indent = indents.length > 0 ? Math.min(...indents) : 0
  const parts = lines
    .map((line) => line.slice(indent))
    .join('\n')
    .split(/^(?=```)/m)
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/(?<=[^\n])(?<!^```)\n(?=[^\n\s*#>|-])/gm, ' '))).join('')
}
