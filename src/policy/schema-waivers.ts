import { z } from 'zod'
import { glob, name, severity, text } from './schema-parts.ts'

/** `YYYY-MM-DD`, a day that exists. */
export const day = z
  .string()
  .refine((value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true, {
    error: 'This is no day of the calendar: write YYYY-MM-DD.',
  })
  .meta({ format: 'date' })

export const waiver = z.strictObject({
  control: text.describe('Id of the control.'),
  path: glob.optional().describe('Only findings in these paths. Default: everywhere.'),
  subject: text.optional().describe('Only the finding with this subject, as the report names it. Default: every subject.'),
  content: z
    .string()
    .regex(/^[b-df-hj-np-t]{4}$/, 'A content tag has four letters: copy it from the report.')
    .optional()
    .describe('Only this secret: the tag that the report shows. Another secret behind the same name is not covered.'),
  reason: z.string().trim().min(1, 'A reason cannot be empty.').max(500).describe('Why the team accepts it.'),
  owner: name.optional().describe('Who answers for it.'),
  expires: day.optional().describe('Last day (UTC) on which it holds.'),
})

export const waiving = z.strictObject({
  allow: z.array(severity).optional().describe('Severities that a waiver may cover. Default: all.'),
  require: z
    .array(z.enum(['owner', 'expires']))
    .optional()
    .describe('What every waiver must name besides its reason. Default: nothing; regulated: both.'),
  max_days: z.int().min(1).max(3650).optional().describe('A waiver may not run longer than this from today. Default: any length.'),
})

export const attestation = z.strictObject({
  control: text.describe('Id of the control.'),
  by: name.describe('Who says so.'),
  evidence: text.describe('A file of the repository, or a link (https).'),
  expires: day.optional().describe('Last day (UTC) on which it counts.'),
})

export const locks = z.strictObject({
  controls: z.array(text).max(1000).optional().describe('Controls (ids or globs) that repositories may tighten, never loosen.'),
  gate: z.boolean().optional().describe('Repositories may tighten mode, profile and gate, never loosen them.'),
  waivers: z.array(text).max(1000).optional().describe('Controls (ids or globs) whose findings only the organisation may waive.'),
  paths: z.boolean().optional().describe('Repositories may not ignore paths or put them into an exempt class.'),
})
