import type { Policy } from '#model/policy'
import { type PolicyProblem, problemAt } from './problem.ts'

/** Waivers that the policy itself does not let hold are mistakes of who wrote both. */
export function refusedWaivers({ waivers }: Policy): readonly PolicyProblem[] {
  return waivers.flatMap(({ refused, location }) =>
    refused === undefined || !location.range ? [] : [problemAt(location.path, location.range, `This waiver would not hold: ${refused}.`)],
  )
}
