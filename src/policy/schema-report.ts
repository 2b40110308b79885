import { z } from 'zod'
import { EFFORT, name, record, text } from './schema-parts.ts'
import { day } from './schema-waivers.ts'

const controls = z.array(text).min(1).max(1000).describe('Ids of controls, or globs: `secrets/*`.')
const effort = z.string().regex(...EFFORT)

const section = z.strictObject({
  name: name.describe('Its heading: `4. Secrets`.'),
  controls,
  implication: text.optional().describe('What it means for the launch, in a sentence of yours.'),
  schedule: text.optional().describe('When it will be done: `4 to 6 weeks`.'),
})

/** What reports say in the team's own words. */
export const report = z.strictObject({
  suggestions: z
    .boolean()
    .optional()
    .describe('Offer safe fixes as review suggestions on the lines; the App needs pull_requests: write for that. Default: false.'),
  sections: z
    .array(section)
    .max(100)
    .optional()
    .describe('Sections of your own audit document. A control may be in several; where it is counted once, in the first.'),
  axes: z
    .array(z.strictObject({ name: name.describe('The kind of risk: `Fraud`.'), controls }))
    .max(20)
    .optional()
    .describe('Axes of the risk register. Default: five, by dimension.'),
  plan: record(
    z.strictObject({
      effort: effort.optional().describe('Time of one person: `30m`, `2h`, `3d`. Default: that of the control.'),
      owner: name.optional().describe('Who does it: `@acme/dba`. Default: the owners of the files, by CODEOWNERS.'),
    }),
  )
    .optional()
    .describe('Effort and owner in the plan of an audit, by control (id or glob); a later entry over an earlier one.'),
  timeline: z
    .array(z.strictObject({ when: name.describe('`Week 1`.'), what: text.describe('What is done by then.') }))
    .max(100)
    .optional()
    .describe('Milestones to the launch.'),
  next_review: day.optional().describe('The day of the next review.'),
})
