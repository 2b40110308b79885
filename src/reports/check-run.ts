import type { Assessment, CatalogueInfo } from '#model/assessment'
import { type Annotation, annotationsOf } from './annotations.ts'
import { type Block, BUDGET, cutToBytes, joinBlocks } from './budget.ts'
import { type Action, actionsFor, BREAK_GLASS, RE_EVALUATE } from './check-run/actions.ts'
import { blockingBlocks } from './check-run/blocking.ts'
import { text, type View } from './check-run/blocks.ts'
import { checkDetails } from './check-run/details.ts'
import { footerBlocks } from './check-run/footer.ts'
import { glassBlocks } from './check-run/glass.ts'
import { advisoryBlocks, existingBlocks, fixedBlocks, undecidedBlocks, waiverBlocks } from './check-run/lists.ts'
import { startBlocks } from './check-run/no-policy.ts'
import { attributionBlocks, scoreBlocks } from './check-run/tables.ts'
import { checkTitle } from './check-run/title.ts'
import { type CheckContext, isUninvited, localCommand } from './context.ts'
import { code, fenced, plainLine, prose } from './escape.ts'
import { newsOf } from './news.ts'
import { count } from './words.ts'

/** What a check run shows, within GitHub's limits. */
export interface CheckRun {
  readonly title: string
  readonly summary: string
  readonly text?: string | undefined
  /** Worst first; the host sends them in chunks. */
  readonly annotations: readonly Annotation[]
  readonly actions: readonly Action[]
}

/** The check run of a pull request; without a policy it shows the score and how to start. */
export function renderCheckRun(assessment: Assessment, info: CatalogueInfo, context: CheckContext): CheckRun {
  const view: View = { info, context }
  const news = newsOf(assessment)
  const { annotations, omitted } = annotationsOf(assessment, info, context)
  const more = omitted > 0 ? [text(`*${count(omitted, 'more annotation')} would not fit on the lines; the command below shows them.*`)] : []
  const isQuiet = isUninvited(assessment, context)
  const blocks = isQuiet
    ? [...startBlocks(assessment, context), ...scoreBlocks(assessment, context), ...undecidedBlocks(assessment, view)]
    : [...glassBlocks(context), ...blockingBlocks(assessment, news, view), ...more, ...bodyBlocks(assessment, context, view)]
  return {
    title: checkTitle(assessment, context),
    summary: joinBlocks([...blocks, ...footerBlocks(assessment, context, view)], BUDGET.summary),
    text: isQuiet ? undefined : checkDetails(assessment, news, context, view),
    annotations,
    actions: actionsFor(assessment, context),
  }
}

/** Everything below what blocks, in the order in which people ask. */
function bodyBlocks(assessment: Assessment, context: CheckContext, view: View): readonly Block[] {
  return [
    ...scoreBlocks(assessment, context),
    ...attributionBlocks(assessment, view),
    ...fixedBlocks(assessment, view),
    ...advisoryBlocks(newsOf(assessment), view),
    ...existingBlocks(assessment, view),
    ...waiverBlocks(assessment, context, view),
    ...undecidedBlocks(assessment, view),
  ]
}

/** Why there is no verdict. */
export interface Failure {
  /** One plain sentence for the author: `GitHub did not answer in time.` */
  readonly explanation: string
  /** Under which operators find it in the log. */
  readonly reference: string
  /** Under `enforce` this must not pass, and the reader is told so. */
  readonly enforced: boolean
}

/** The run that could not be completed: never silent, and with somewhere to go. */
export function renderFailure({ explanation, reference, enforced }: Failure, context?: Pick<CheckContext, 'base' | 'head'>): CheckRun {
  const consequence = enforced
    ? 'The policy is enforced, so this does not pass until it has been judged.'
    : 'Nothing is gated, so this does not stop the pull request.'
  const local = context ? `\n\nThe verdict can be had on your machine meanwhile:\n\n${fenced(localCommand(context), 'sh')}` : ''
  const summary = `### ⚠️ This pull request could not be judged

${prose(explanation)} This says nothing about the code. ${consequence}

**What to do:** press “Re-evaluate”, or push again. If it stays, tell whoever runs Readiness the reference ${code(reference)}.${local}`
  return {
    title: 'Readiness could not be completed',
    summary: cutToBytes(summary, BUDGET.summary),
    annotations: [],
    actions: [RE_EVALUATE],
  }
}

/** The run of a pull request into a branch whose policy says nothing that can be understood. `mistakes` is our own Markdown. */
export function renderUnjudged(
  mistakes: string,
  notes: readonly string[],
  context: Pick<CheckContext, 'override' | 'pendingOverride' | 'head'>,
): CheckRun {
  const rows = notes.map((note) => `- ${prose(note)}`)
  return {
    title: 'The policy of the base branch has mistakes',
    summary: joinBlocks([...glassBlocks(context), text(mistakes), { head: '', rows, more: () => '' }], BUDGET.summary),
    annotations: [],
    actions: context.override ? [RE_EVALUATE] : [RE_EVALUATE, BREAK_GLASS],
  }
}

/** The last resort when the host refuses a run: its verdict in one line. */
export function oneLine({ title, actions }: CheckRun): CheckRun {
  return { title, summary: cutToBytes(prose(plainLine(title)), BUDGET.summary), annotations: [], actions }
}
