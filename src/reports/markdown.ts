import type { Assessment, CatalogueInfo } from '#model/assessment'
import { renderCheckRun } from './check-run.ts'
import type { CheckContext } from './context.ts'
import { prose } from './escape.ts'

/** `readiness check --format markdown`: what the check run shows, for a job summary or a comment. Who asks for it is shown everything. */
export function renderCheckMarkdown(assessment: Assessment, info: CatalogueInfo, context: CheckContext): string {
  const { title, summary, text } = renderCheckRun(assessment, info, { ...context, hasPolicy: true })
  return `${[`# ${prose(title)}`, summary, text].filter((part) => part !== undefined).join('\n\n')}\n`
}
