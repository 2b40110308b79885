import type { CheckId } from '#model/check'
import type { Evaluation, Result } from '#model/evaluation'
import { type Rating, worstRating } from '#model/rating'
import { unitsFrom, worstOf } from '#model/units'
import { pointsOf, scoreOf } from '../score.ts'
import type { ServiceOf } from './context.ts'
import { compareText } from './order.ts'

/** The same controls, judged by what stands in the paths of one service. */
export interface ServiceScore {
  readonly name: string
  readonly score?: number | undefined
  readonly rating: Rating
  readonly findings: number
  /** The controls that cost it most, worst first. */
  readonly why: readonly CheckId[]
}

/** A score for each service that has something to look at, by name. What belongs to no service is in none of them. */
export function serviceScores({ results }: Evaluation, serviceOf: ServiceOf): readonly ServiceScore[] {
  const services = new Map<string, Result[]>()
  for (const result of results.values())
    for (const [name, part] of partsOf(result, serviceOf)) services.set(name, [...(services.get(name) ?? []), part])
  return [...services]
    .map(([name, parts]) => ({
      name,
      score: scoreOf(parts),
      rating: worstRating(parts.map(({ rating }) => rating)),
      findings: parts.reduce((sum, { findings }) => sum + findings.length, 0),
      why: worstOfAll(parts),
    }))
    .toSorted((a, b) => compareText(a.name, b.name))
}

const MOST_WHY = 3

function worstOfAll(parts: readonly Result[]): readonly CheckId[] {
  const lost = ({ points = 0, weight }: Result) => weight * (100 - points)
  const open = parts.filter(({ findings }) => findings.length > 0)
  return open
    .toSorted((a, b) => lost(b) - lost(a) || compareText(a.control, b.control))
    .slice(0, MOST_WHY)
    .map(({ control }) => control)
}

function partsOf(result: Result, serviceOf: ServiceOf): readonly (readonly [string, Result])[] {
  const nameOf = (path: string | undefined) => (path === undefined ? undefined : serviceOf(path))
  const units = Map.groupBy(result.units.all(), ({ observation }) => nameOf(observation.location?.path))
  return [...units].flatMap(([name, list]) => {
    if (name === undefined) return []
    const own = unitsFrom(list)
    const findings = result.findings.filter(({ location }) => nameOf(location?.path) === name)
    return [[name, { ...result, units: own, findings, points: pointsOf(own.counts), rating: worstOf(own.counts) }] as const]
  })
}
