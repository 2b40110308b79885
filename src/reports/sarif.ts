import type { Invocation, Log, Notification, Result } from 'sarif'
import type { Assessment, CatalogueInfo } from '#model/assessment'
import { type Evaluation, findingsOf } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { CheckContext } from './context.ts'
import { plainText } from './escape.ts'
import { byWorst, compareText } from './order.ts'
import { artifact, resultFor } from './sarif/results.ts'
import { ruleFor } from './sarif/rules.ts'

/** GitHub takes no more from one run; the worst come first. */
const MOST_RESULTS = 25_000

type Docs = Pick<CheckContext, 'docsOf'>

interface Stated {
  readonly finding: Finding
  readonly state?: Result.baselineState
}

/**
 * `readiness check --format sarif`: what is open at the head, each with its state against the base. What is fixed is left out:
 * readers that know no baseline would open an alert for it.
 */
export function renderCheckSarif({ head, delta }: Assessment, info: CatalogueInfo, context: Docs): string {
  const stated: readonly Stated[] = [
    ...delta.introduced.map((finding): Stated => ({ finding, state: 'new' })),
    ...delta.worsened.map(({ finding }): Stated => ({ finding, state: 'updated' })),
    ...delta.unchanged.map((finding): Stated => ({ finding, state: 'unchanged' })),
  ]
  return render(stated, head, info, context)
}

/** `readiness audit --format sarif`. */
export function renderAuditSarif(evaluation: Evaluation, info: CatalogueInfo, context: Docs): string {
  return render(
    findingsOf(evaluation).map((finding) => ({ finding })),
    evaluation,
    info,
    context,
  )
}

function render(stated: readonly Stated[], evaluation: Evaluation, info: CatalogueInfo, context: Docs): string {
  const shown = stated.toSorted((a, b) => byWorst(a.finding, b.finding)).slice(0, MOST_RESULTS)
  const ids = [...new Set([...Object.keys(info.catalogue), ...shown.map(({ finding }) => finding.control)])].toSorted(compareText)
  const index = new Map(ids.map((id, position) => [id, position]))
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Readiness', version: info.version, rules: ids.map((id) => ruleFor(id, info, context.docsOf?.(id))) } },
        automationDetails: { id: 'readiness/' },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(evaluation)],
        results: shown.map(({ finding, state }) => resultFor(finding, index.get(finding.control)!, state)),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

/** What could not be judged, where SARIF has room for it. */
function invocation({ results, unreadable }: Evaluation): Invocation {
  const errors = [...results.values()].flatMap(({ control, error }): Notification[] =>
    error === undefined ? [] : [{ level: 'error', message: { text: plainText(error) }, associatedRule: { id: control } }],
  )
  const files = unreadable.map(
    ({ path, reason }): Notification => ({
      level: 'warning',
      message: { text: plainText(reason) },
      locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
    }),
  )
  const notifications = [...errors, ...files]
  return { executionSuccessful: errors.length === 0, ...(notifications.length > 0 && { toolExecutionNotifications: notifications }) }
}
