import { readFileSync } from 'node:fs'
import type { Assessment } from '#model/assessment'
import type { Unit } from '#model/evaluation'
import { type Rating, worstRating } from '#model/rating'

/** What one control has to tell for one row of an audit that people made by hand. */
export interface SeedRow {
  readonly seed: string
  readonly row: string
  /** Empty where the row is about the report and not about the system. */
  readonly control: string
  readonly part: string
  /** At the head, or `base > head`; empty where we cannot tell it yet. */
  readonly rating: string
}

/** Every row of the five audits, one line for each of its controls: `test/repos/seeds.tsv`. */
export function seedRows(): readonly SeedRow[] {
  const [, ...lines] = readFileSync(new URL('../repos/seeds.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => {
    const [seed = '', row = '', control = '', part = '', rating = ''] = line.split('\t')
    return { seed, row, control, part, rating }
  })
}

/** Auditors found nothing wrong with it. */
export function isSatisfied({ row }: SeedRow): boolean {
  return row.includes('(=')
}

/** How many rows of each audit are told whole: by all of their controls. */
export function toldRows(all: readonly SeedRow[]): Readonly<Record<string, { told: number; rows: number }>> {
  const seeds = Map.groupBy(all, ({ seed }) => seed)
  return Object.fromEntries([...seeds].map(([seed, lines]) => [seed, told(lines)]))
}

function told(lines: readonly SeedRow[]): { told: number; rows: number } {
  const rows = [...Map.groupBy(lines, ({ row }) => row).values()]
  return { told: rows.filter((controls) => controls.every(({ rating }) => rating)).length, rows: rows.length }
}

/** The rating of the part that a row is about, written as the row writes it. */
export function ratingOf({ control, part, rating }: SeedRow, { base, head }: Assessment): string {
  const sides = rating.includes(' > ') ? [base, head] : [head]
  return sides.map((side) => partOf(part, side.results.get(control)?.units.all() ?? [])).join(' > ')
}

/** `aspect:subject@path`, each of which may be missing. */
function partOf(part: string, units: readonly Unit[]): Rating {
  const [, aspect, subject, path] = /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/.exec(part) ?? []
  const meant = units.filter(
    ({ observation }) =>
      (!aspect || observation.aspect === aspect) &&
      (!subject || observation.subject === subject) &&
      (!path || observation.location?.path.startsWith(path)),
  )
  return worstRating(meant.map((unit) => unit.rating))
}
