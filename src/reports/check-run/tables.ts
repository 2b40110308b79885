import type { Assessment } from '#model/assessment'
import type { Evaluation } from '#model/evaluation'
import type { Rating } from '#model/rating'
import type { Block } from '../budget.ts'
import type { CheckContext, ServiceOf } from '../context.ts'
import { code, codeCell, prose } from '../escape.ts'
import { compareText } from '../order.ts'
import { bar, formatChange, formatPoints, formatScore, type Scores } from '../score.ts'
import { serviceScores } from '../services.ts'
import { dimensionTitle, RATING_ICON, ratingWord } from '../words.ts'
import { controlTitle, table, text, type View } from './blocks.ts'

interface Line extends Scores {
  readonly name: string
  readonly rating: Rating
}

const COLUMNS = ['Before>', 'After>', 'Change>', ' ', 'Worst open']

/** Before, after and the worst open rating: by dimension, and by service where the policy names any. */
export function scoreBlocks(assessment: Assessment, { serviceOf }: Pick<CheckContext, 'serviceOf'>): readonly Block[] {
  const dimensions = dimensionLines(assessment)
  if (dimensions.length === 0) return [text('### Score\n\nNothing here is rated yet: no control found anything to look at.')]
  const services = serviceOf ? serviceLines(assessment, serviceOf) : []
  return [
    table(
      '### Score by dimension',
      ['Dimension', ...COLUMNS],
      dimensions.map((line) => row(prose(line.name), line)),
    ),
    ...(services.length > 0
      ? [
          table(
            '### Score by service',
            ['Service', ...COLUMNS],
            services.map((line) => row(codeCell(line.name), line)),
          ),
        ]
      : []),
  ]
}

/** Where each point went, so that the change adds up. */
export function attributionBlocks({ delta }: Assessment, view: View): readonly Block[] {
  const rows = delta.score.attribution.map(({ control, points }) => [formatPoints(points), controlTitle(control, view), code(control)])
  return rows.length > 0 ? [table('### Where the points went', ['Points>', 'Control', 'Id'], rows)] : []
}

function row(name: string, { base, head, rating }: Line): readonly string[] {
  const drawn = bar(head)
  return [
    name,
    formatScore(base),
    formatScore(head),
    formatChange({ base, head }),
    drawn && code(drawn),
    `${RATING_ICON[rating]} ${ratingWord(rating)}`,
  ]
}

/** Biggest loss first. */
function dimensionLines({ base, head }: Assessment): readonly Line[] {
  const ids = [...new Set([...base.dimensions.keys(), ...head.dimensions.keys()])]
  const lines = ids.map((id) => {
    const [before, after] = [base.dimensions.get(id), head.dimensions.get(id)]
    return { name: dimensionTitle(id), base: before?.score, head: after?.score, rating: after?.rating ?? 'not-applicable' } as const
  })
  return lines.filter(isRated).toSorted(byLoss)
}

function serviceLines({ base, head }: Assessment, serviceOf: ServiceOf): readonly Line[] {
  const byName = (evaluation: Evaluation) => new Map(serviceScores(evaluation, serviceOf).map((service) => [service.name, service]))
  const [before, after] = [byName(base), byName(head)]
  const lines = [...new Set([...before.keys(), ...after.keys()])].map((name): Line => {
    const service = after.get(name)
    return { name, base: before.get(name)?.score, head: service?.score, rating: service?.rating ?? 'not-applicable' }
  })
  return lines.filter(isRated).toSorted(byLoss)
}

function isRated({ base, head }: Line): boolean {
  return base !== undefined || head !== undefined
}

function byLoss(a: Line, b: Line): number {
  const change = ({ base, head }: Line) => (base === undefined || head === undefined ? 0 : head - base)
  return change(a) - change(b) || compareText(a.name, b.name)
}
