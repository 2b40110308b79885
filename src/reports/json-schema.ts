import { z } from 'zod'
import { reviewSchema } from './json-review-schema.ts'

/** Version of the two documents. A change that could break a reader raises it. */
export const SCHEMA_VERSION = 1

const severity = z.enum(['critical', 'high', 'medium', 'low'])
const problemRating = z.enum(['yellow', 'red', 'black'])
const rating = z.enum(['green', 'yellow', 'red', 'black', 'unknown', 'not-applicable', 'error', 'off'])
const score = z.number().min(0).max(100).nullable().describe('0 to 100, not rounded; null where nothing is rated')
const change = z.number().nullable().describe('head minus base, not rounded; null where either score is absent')
const position = z.int().min(1)

const waived = z
  .strictObject({
    reason: z.string(),
    owner: z.string().optional(),
    expires: z.iso.date().optional().describe('the last day (UTC) on which the waiver holds'),
  })
  .describe('somebody accepts this finding: it does not fail the gate, and it counts in the score')

export const findingSchema = z
  .strictObject({
    control: z.string().describe('<dimension>/<control>'),
    aspect: z.string().optional().describe('a named part of the control'),
    severity,
    rating: problemRating,
    path: z.string().optional(),
    line: position.optional(),
    endLine: position.optional(),
    column: position.optional().describe('in UTF-16 code units'),
    endColumn: position.optional().describe('in UTF-16 code units, just after the last character'),
    subject: z.string().describe('what it is about, in the words of the file'),
    message: z.string(),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .describe('the same in every commit in which the finding stands'),
    waived: waived.optional(),
  })
  .describe('one problem at one place; lines and columns start at 1')

const dimensionSchema = z.strictObject({
  id: z.string(),
  score,
  rating: rating.describe('the worst open rating of its controls'),
  counts: z.partialRecord(rating, z.int().min(0)).describe('controls by rating'),
})

const controlSchema = z.strictObject({
  id: z.string(),
  rating,
  points: score,
  observed: z.int().min(0).describe('things looked at, fine or not'),
  findings: z.int().min(0).describe('those with an open problem, waived ones included'),
})

export const auditSchema = z
  .strictObject({
    schemaVersion: z.literal(SCHEMA_VERSION),
    catalogue: z.strictObject({ version: z.string(), controls: z.int().min(0) }),
    revision: z.string(),
    score,
    dimensions: z.array(dimensionSchema),
    controls: z.array(controlSchema),
    findings: z.array(findingSchema).describe('worst first'),
    unreadable: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
    review: reviewSchema.optional().describe('the same as a whole production readiness review'),
  })
  .describe('readiness audit --format json: the scorecard of one snapshot')

const side = z.strictObject({ revision: z.string(), score })

export const checkSchema = z
  .strictObject({
    schemaVersion: z.literal(SCHEMA_VERSION),
    base: side.describe('the merge base'),
    head: side,
    delta: change,
    conclusion: z.enum(['success', 'failure', 'neutral', 'action_required']),
    reasons: z.array(z.string()).min(1).describe('why, worst first'),
    introduced: z.array(findingSchema),
    worsened: z.array(findingSchema),
    fixed: z.array(findingSchema).describe('as they were at the base'),
    unchanged: z.array(findingSchema).describe('as they are at the head'),
    dimensions: z.array(z.strictObject({ id: z.string(), base: score, head: score, delta: change })),
    attribution: z.array(z.strictObject({ control: z.string(), delta: z.number().describe('points, a multiple of 0.1') })),
    policy: z.strictObject({
      source: z.string(),
      changed: z.boolean().describe('the change that is judged also changes the policy'),
    }),
  })
  .describe('readiness check --format json: one pull request')

export type FindingJson = z.infer<typeof findingSchema>
export type AuditJson = z.infer<typeof auditSchema>
export type CheckJson = z.infer<typeof checkSchema>

/** The published JSON Schemas by file name. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return { 'audit.schema.json': z.toJSONSchema(auditSchema), 'check.schema.json': z.toJSONSchema(checkSchema) }
}
