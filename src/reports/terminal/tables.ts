import type { CatalogueInfo } from '#model/assessment'
import type { Attribution } from '#model/delta'
import type { Evaluation } from '#model/evaluation'
import { aboutControl } from '../about.ts'
import { plainLine } from '../escape.ts'
import { compareText } from '../order.ts'
import { bar, formatChange, formatPoints, formatScore } from '../score.ts'
import { dimensionTitle, ratingWord } from '../words.ts'
import { columns, indented } from './layout.ts'
import { type Paint, RATING_STYLE } from './paint.ts'

/** A row for each dimension that either side rates. */
export function dimensionTable(base: Evaluation | undefined, head: Evaluation, paint: Paint): string {
  const ids = [...new Set([...(base?.dimensions.keys() ?? []), ...head.dimensions.keys()])].toSorted(compareText)
  const rated = ids.filter((id) => base?.dimensions.get(id)?.score !== undefined || head.dimensions.get(id)?.score !== undefined)
  const ratings = rated.map((id) => head.dimensions.get(id)?.rating ?? 'not-applicable')
  const rows = rated.map((id, index) => {
    const [before, after] = [base?.dimensions.get(id)?.score, head.dimensions.get(id)?.score]
    const change = base ? [formatScore(before), '→'] : []
    return [
      dimensionTitle(id),
      ...change,
      formatScore(after),
      bar(after),
      ...(base ? [formatChange({ base: before, head: after })] : []),
      ratingWord(ratings[index]!),
    ]
  })
  const last = base ? 6 : 3
  return indented(
    columns(rows, (cell, column, row) => (column === last ? paint(RATING_STYLE[ratings[row]!], cell) : cell)),
    '  ',
  )
}

/** Where each point went, biggest loss first. */
export function attributionTable(attribution: readonly Attribution[], info: CatalogueInfo, paint: Paint): string {
  const rows = attribution.map(({ control, points }) => [formatPoints(points), control, plainLine(aboutControl(control, info).title)])
  const style = (row: number) => (attribution[row]!.points < 0 ? 'red' : 'green')
  return indented(
    columns(rows, (cell, column, row) => (column === 0 ? paint(style(row), cell) : column === 2 ? paint('dim', cell) : cell)),
    '  ',
  )
}
