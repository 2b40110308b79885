import { z } from 'zod'
import { custom, globs, level, name, record, severity, text } from './schema-parts.ts'
import { report } from './schema-report.ts'
import { attestation, locks, waiver, waiving } from './schema-waivers.ts'

/** What one control does; each key on its own overrides the profile. */
export const controlEntry = z.strictObject({
  level: level.optional(),
  severity: severity.optional().describe('Overrides the severity of the control and of its single problems.'),
  params: z.record(z.string(), z.unknown()).optional().describe('What this control lets you set; its page lists the names.'),
  paths: globs.optional().describe('Limits the control to these paths.'),
})

const gate = z.strictObject({
  introduced: severity.optional().describe('Introduced and worsened findings of at least this severity fail. Default: high.'),
  dimensions: z.record(z.string(), severity).optional().describe('The same for single dimensions: `{ secrets: medium }`.'),
  score: z
    .strictObject({
      minimum: z
        .number()
        .min(0)
        .max(100)
        .optional()
        .describe('The score, restricted to what the base had too, may not be below this. Off by default.'),
      max_drop: z.number().min(0).max(100).optional().describe('Points that one pull request may cost. Off by default.'),
      tolerance: z
        .number()
        .min(0)
        .max(10)
        .optional()
        .describe('Points within which nobody fails, so that rounding never decides. Default: 0.05.'),
    })
    .optional()
    .describe('Gates on the score. They are off: findings say better what is wrong.'),
  ratchet: z
    .array(text)
    .max(1000)
    .optional()
    .describe('Controls (ids or globs) that may never get worse: the severity-weighted count of their open findings may not rise.'),
  on_error: z.enum(['fail', 'pass']).optional().describe('What a required control that could not be evaluated does. Default: fail.'),
  policy: z
    .enum(['report', 'require-owner'])
    .optional()
    .describe(
      'What a loosening of this policy needs: to be shown, or an approving review of an owner. Default: report in starter, else require-owner.',
    ),
  break_glass: z
    .enum(['allow', 'require-reason', 'forbid'])
    .optional()
    .describe('Whether a maintainer may override a failed run, and has to say why. Default: require-reason.'),
})

const service = z.strictObject({
  name: name.describe('Name of the service, as people say it.'),
  paths: globs.min(1).describe('What belongs to it.'),
  tier: name.optional().describe('How much depends on it, in your own words: `critical`.'),
  owner: name.optional().describe('Who answers for it: `@acme/payments`.'),
  role: text.optional().describe('For what it is meant, shown beside its score: `test harness, not for production`.'),
  controls: record(z.strictObject({ level: level.optional(), severity: severity.optional() }))
    .optional()
    .describe('What the service asks of itself: level and severity of findings in its paths.'),
})

/** The language of `.readiness.yml`: the one source of its parser, its JSON Schema and its documentation. */
export const policySchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this language.'),
    catalogue: z
      .string()
      .regex(/^\d{1,4}\.\d{1,4}$/, 'A catalogue version looks like "1.0".')
      .optional()
      .describe('The catalogue that this policy was written for. Controls newer than it are at most advisory until it is raised.'),
    extends: z
      .string()
      .regex(
        /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/,
        'Name the owner of this repository: its `.github` repository holds the policy to extend.',
      )
      .optional()
      .describe("The owner whose `.github` repository holds the organisation's policy. Only the repository's own owner."),
    repositories: globs
      .optional()
      .describe('Organisation policy only: repositories that it applies to without their asking (globs of names).'),
    locks: locks.optional().describe('Organisation policy only: what repositories cannot loosen.'),
    mode: z.enum(['observe', 'enforce']).optional().describe('`observe` shows, `enforce` fails pull requests. Default: observe.'),
    profile: z.enum(['starter', 'standard', 'regulated']).optional().describe('Built-in levels for every control. Default: starter.'),
    gate: gate.optional().describe('What fails a pull request.'),
    controls: record(controlEntry).optional().describe('Level, severity, parameters and paths by control (id or glob).'),
    dimensions: z
      .record(
        z.string(),
        z.strictObject({ weight: z.number().min(0).max(10).describe('Factor on the weight of its controls in the score.') }),
      )
      .optional()
      .describe('Weights of the dimensions.'),
    paths: z
      .strictObject({
        ignore: globs.optional().describe('Files that are as good as absent.'),
        production: globs.optional().describe('Paths that count as production although a built-in rule says otherwise.'),
        test: globs.optional().describe('Tests, fixtures and mocks.'),
        example: globs.optional().describe('Examples, samples and demos.'),
        generated: globs.optional().describe('What a program wrote.'),
        vendored: globs.optional().describe("Other people's code."),
        documentation: globs.optional().describe('What people read.'),
      })
      .optional()
      .describe('What paths are for, before the built-in rules.'),
    services: z.array(service).max(1000).optional().describe('The parts of this repository that run on their own.'),
    waivers: z.array(waiver).max(5000).optional().describe('Findings that the team accepts. They act on the gate, never on the score.'),
    waiving: waiving.optional().describe('What a waiver must have and may cover.'),
    attestations: z.array(attestation).max(1000).optional().describe('What no file can show and a person says.'),
    inline: z
      .strictObject({
        allow: z
          .array(z.enum(['medium', 'low']))
          .optional()
          .describe('Severities that a comment in the file may waive; high, critical and black never. Default: medium and low.'),
        new: z
          .enum(['listed', 'honoured'])
          .optional()
          .describe('What comments do that the same pull request adds: `listed` only hides the annotation. Default: listed.'),
      })
      .optional()
      .describe('Comments `readiness: ignore <control> -- <reason>`.'),
    custom: z.array(custom).max(200).optional().describe('Controls of your own.'),
    report: report.optional().describe('How results are shown, and what reports say in your own words.'),
  })
  .describe('Policy of Readiness: `.readiness.yml` at the root of the repository.')

/** A policy as it is written, before defaults and inheritance. */
export type PolicyEntry = z.infer<typeof policySchema>
export type ControlEntry = z.infer<typeof controlEntry>
export type CustomEntry = z.infer<typeof custom>
