import { z } from 'zod'
import { THINGS } from '#model/custom-control'
import { globProblem } from './globs.ts'

export const severity = z.enum(['critical', 'high', 'medium', 'low']).describe('How bad it is.')
export const level = z
  .enum(['required', 'advisory', 'off'])
  .describe('`required` can fail a pull request, `advisory` only shows, `off` is not judged.')
export const text = z.string().min(1, 'This cannot be empty.').max(1000)
/** The form of an effort, and what is said of another. */
export const EFFORT = [/^\d{1,3}[mhd]$/, 'An effort looks like 30m, 2h or 3d.'] as const
export const name = z.string().trim().min(1, 'This cannot be empty.').max(200)

/** A mapping that is not endless. */
export function record<Value extends z.ZodType>(value: Value) {
  return z.record(z.string(), value).refine((entries) => Object.keys(entries).length <= 1000, 'These are too many: at most 1000.')
}

/** A pattern of paths, from the root of the repository. */
export const glob = z.string().check((ctx) => {
  const message = globProblem(ctx.value)
  if (message !== undefined) ctx.issues.push({ code: 'custom', input: ctx.value, message })
})
export const globs = z.array(glob).max(1000)

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()])
const scalars = z.union([scalar, z.array(scalar).min(1).max(200)])

const condition = z
  .union([
    scalar,
    z.array(scalar).min(1).max(200),
    z.strictObject({
      is: scalars.optional().describe('This value, or one of these.'),
      not: scalars.optional().describe('None of these values.'),
      glob: z
        .union([text, z.array(text).min(1).max(200)])
        .optional()
        .describe('One of these globs matches the whole value.'),
      matches: text.optional().describe('This pattern (RE2) occurs in the value.'),
      lacks: text.optional().describe('This pattern (RE2) does not occur in the value.'),
      present: z.boolean().optional().describe('Whether there is a value at all.'),
      min: z.number().optional().describe('A number, at least this.'),
      max: z.number().optional().describe('A number, at most this.'),
    }),
  ])
  .describe('A value, a list of values, or tests on the value.')

const conditions = z.record(z.string(), condition)

const examples = z.record(z.string(), z.record(z.string(), z.string().max(20_000)))

/** A control that the policy itself declares. */
export const custom = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}\/[a-z][a-z0-9-]{0,63}$/, 'An id has the form group/name, in lower case with hyphens.')
    .describe('`<group>/<name>`, not that of a built-in control.'),
  title: text.describe('The requirement, as a sentence that is true when the control passes.'),
  severity: severity.describe('How bad a violation is.'),
  level: level.optional().describe('Default: required.'),
  rating: z
    .enum(['yellow', 'red', 'black'])
    .optional()
    .describe('What a violation is: partial, absent, or worse than absent. Default: red.'),
  why: z.string().max(4000).optional().describe('What goes wrong otherwise.'),
  remedy: z.string().max(4000).optional().describe('What to type.'),
  references: z.array(text).max(20).optional().describe('Links to read.'),
  effort: z
    .string()
    .regex(...EFFORT)
    .optional()
    .describe('Time of one person: `30m`, `2h`, `3d`.'),
  files: globs.min(1).optional().describe('Only in these paths. Needed with `text`.'),
  also: z
    .array(z.enum(['test', 'example', 'generated', 'vendored', 'documentation']))
    .optional()
    .describe('Classes of paths that it looks at besides production files.'),
  each: z.enum(THINGS).optional().describe('The kind of thing that it is about.'),
  where: conditions.optional().describe('Only things that fulfil all of this.'),
  require: conditions.optional().describe('What each of those things must fulfil.'),
  text: z
    .strictObject({
      forbid: text.optional().describe('A pattern (RE2: no lookaround, no backreferences) that no line may hold.'),
      require: text.optional().describe('A pattern (RE2) that every one of the files must hold.'),
    })
    .optional()
    .describe('Instead of `each`: about the text of `files`.'),
  examples: z
    .strictObject({
      bad: examples.optional().describe('Exactly the «marked» spans are found.'),
      good: examples.optional().describe('Something is looked at, and all of it is fine.'),
    })
    .optional()
    .describe('Small repositories by title; «marks» stand around what must be found. `readiness policy test` runs them.'),
})
