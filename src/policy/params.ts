import { z } from 'zod'
import type { ParamSpec } from '#model/check'
import { glob } from './schema-parts.ts'

/** The parser of one parameter of a check. */
export function paramSchema(spec: ParamSpec<unknown>): z.ZodType {
  return kinds[spec.kind].describe(spec.means)
}

/** What the check sees: a duration is a number of seconds, whatever unit the policy writes. */
export function paramValue(spec: ParamSpec<unknown>, written: unknown): unknown {
  return spec.kind === 'duration' && typeof spec.default === 'number' ? seconds(String(written)) : written
}

const DURATION = /^(\d{1,9})(ms|s|m|h|d|w)$/
const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

const kinds: Readonly<Record<ParamSpec<unknown>['kind'], z.ZodType>> = {
  number: z.number(),
  duration: z.string().regex(DURATION, 'A duration looks like 500ms, 30s, 5m, 2h, 7d or 4w.'),
  strings: z.array(z.string().max(1000)).max(1000),
  globs: z.array(glob).max(1000),
  boolean: z.boolean(),
}

function seconds(text: string): number {
  const [, amount, unit] = DURATION.exec(text) ?? []
  return Number(amount) * (UNITS[unit ?? ''] ?? Number.NaN)
}
