import { isTelling } from '#formats/promql'
import type { Observation, Problem } from '#model/check'
import type { Location } from '#model/location'
import { alertSkeleton, type Metric, tellsOf } from './metrics.ts'

export type Own = Pick<Metric, 'name' | 'kind' | 'series' | 'variable'>

export interface Located extends Own {
  readonly location: Location
}

/** Beyond these the rest is one finding: whoever counts so many kinds of failure alerts on what comes of them. */
const MOST = 10

/** What is watched, what cannot be known, and what tells of trouble while no alert reads it. */
export function* eachMetric(
  metrics: readonly Located[],
  isWatched: (metric: Located) => boolean,
  words: readonly string[],
): Iterable<Observation> {
  const open: Located[] = []
  for (const metric of metrics) {
    if (!isTelling(metric.name)) yield nameless(metric)
    else if (isWatched(metric)) yield named(metric)
    else if (tellsOf(metric.name, words)) open.push(metric)
  }
  for (const metric of open.slice(0, MOST)) yield named(metric, unwatched(metric, words))
  if (open.length > MOST) yield others(open.slice(MOST))
}

function named({ name, location }: Located, problem?: Problem): Observation {
  return { aspect: 'metric', subject: name, scope: 'repository', location, problem }
}

function others(rest: readonly Located[]): Observation {
  const names = rest.slice(0, 5).map(({ name }) => `\`${name}\``)
  const message = `${rest.length} more metrics tell of trouble without an alert: ${names.join(', ')}${rest.length > names.length ? ' and others' : ''}.`
  return {
    aspect: 'metric',
    subject: 'more metrics',
    scope: 'repository',
    location: rest[0]!.location,
    problem: { message, rating: 'yellow' },
  }
}

function nameless({ name, variable, location }: Located): Observation {
  const unknown = 'Its name is put together by the running program, so no alert can be matched to it.'
  return { aspect: 'metric', subject: variable ?? name, location, unknown }
}

function unwatched(metric: Located, words: readonly string[]): Problem {
  const message = `\`${metric.name}\` tells of trouble, but no alert reads it, directly or through a recording rule. For example: \`${alertSkeleton(metric, words)}\`.`
  return { message, rating: 'yellow' }
}
