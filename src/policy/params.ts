import { z } from 'zod'
import type { ParamSpec } from '#model/check'
import { DURATION } from './param-value.ts'
import { glob } from './schema-parts.ts'

/** The parser of one parameter of a check. */
export function paramSchema(spec: ParamSpec<unknown>): z.ZodType {
  return kinds[spec.kind].describe(spec.means)
}

const kinds: Readonly<Record<ParamSpec<unknown>['kind'], z.ZodType>> = {
  number: z.number(),
  duration: z.string().regex(DURATION, 'A duration looks like 500ms, 30s, 5m, 2h, 7d or 4w.'),
  strings: z.array(z.string().max(1000)).max(1000),
  globs: z.array(glob).max(1000),
  boolean: z.boolean(),
}
