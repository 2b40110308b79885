import { z } from 'zod'

const severity = z.enum(['critical', 'high', 'medium', 'low'])
export const rating = z.enum(['green', 'yellow', 'red', 'black', 'unknown', 'not-applicable', 'error', 'off'])
export const number = z.int().min(0)
export const score = z.number().min(0).max(100).optional().describe('0 to 100, not rounded; absent where nothing is rated')
export const counts = z.partialRecord(rating, number)
export const bySeverity = z.record(severity, number)

const waived = z.looseObject({ reason: z.string(), owner: z.string().optional(), expires: z.string().optional() })

export const finding = z.strictObject({
  id: z.string().describe('the beginning of the fingerprint'),
  control: z.string(),
  title: z.string(),
  aspect: z.string().optional(),
  subject: z.string(),
  path: z.string().optional(),
  lines: z.strictObject({ first: z.int().min(1), last: z.int().min(1) }).optional(),
  message: z.string(),
  severity,
  rating,
  blocker: z.boolean(),
  fix: z.string().describe('what to do'),
  fixable: z.boolean().describe('readiness check --fix can do it'),
  quote: z.string().optional().describe('the line, without secrets'),
  section: z.string(),
  service: z.string().optional(),
  owners: z.array(z.string()),
  waived: waived.optional(),
})

export const control = z.strictObject({
  id: z.string(),
  title: z.string(),
  section: z.string(),
  rating,
  status: z.string(),
  points: score,
  before: score.describe('points at the earlier revision'),
  weight: z.number(),
  observed: number,
  fine: number,
  unknown: number,
  findings: number,
  error: z.string().optional(),
})

export const phase = z.strictObject({
  priority: z.enum(['P0', 'P1', 'P2', 'P3']),
  when: z.string(),
  items: z.array(
    z.strictObject({
      control: z.string(),
      title: z.string(),
      todo: z.string(),
      effort: z.string().optional(),
      owners: z.array(z.string()),
      findings: z.array(finding),
    }),
  ),
  hours: z.number().min(0),
  withoutEstimate: number,
  scoreAfter: score.describe('the score if everything up to this phase were fixed'),
})

export const dimension = z.strictObject({
  id: z.string(),
  title: z.string(),
  score,
  before: score,
  rating,
  status: z.enum(['PASS', 'WARN', 'FAIL', 'UNKNOWN', 'N/A']),
  counts,
  findings: number,
  unknown: number,
})

export const risk = z.strictObject({
  control: z.string(),
  title: z.string(),
  rating,
  severity,
  rank: number,
  open: number,
  observed: number,
  waived: number,
  state: z.enum(['open', 'partly closed']),
  priority: z.enum(['P0', 'P1', 'P2', 'P3']).optional(),
  effort: z.string().optional(),
})
const fact = z.strictObject({ control: z.string(), title: z.string(), fine: number, observed: number, places: z.array(z.string()) })
const undecided = z.strictObject({
  what: z.enum(['unknown', 'error', 'unreadable']),
  control: z.string().optional(),
  subject: z.string().optional(),
  place: z.string(),
  reason: z.string(),
})

export const evidence = z.strictObject({
  verified: z.array(fact),
  gaps: z.array(fact),
  unverified: z.array(undecided),
  absent: z.array(z.strictObject({ control: z.string(), title: z.string() })),
})

export const checklistGroup = z.strictObject({
  section: z.string(),
  readiness: z.enum(['Ready', 'Partially ready', 'Not ready', 'Nothing to check']),
  boxes: z.array(z.strictObject({ control: z.string(), title: z.string(), ticked: z.boolean(), note: z.string() })),
})

export const signOff = z.strictObject({
  control: z.string(),
  title: z.string(),
  by: z.string().optional(),
  evidence: z.string().optional(),
  expires: z.string().optional(),
  state: z.enum(['in force', 'expired', 'missing']),
})

const paths = z.array(z.string())
export const changed = z.strictObject({ created: paths, modified: paths, gone: paths }).describe('files that say something to a check')

export const section = z.strictObject({
  name: z.string(),
  status: z.enum(['PASS', 'WARN', 'FAIL', 'UNKNOWN', 'N/A']),
  score,
  before: score.describe('score at the earlier revision'),
  rating,
  controls: number,
  findings: number,
  unknown: number,
  implication: z.string().optional(),
  schedule: z.string().optional(),
})

export const inventory = z.strictObject({
  migrations: z.array(z.strictObject({ folder: z.string(), count: number, newest: z.string() })),
  workflows: z.array(z.strictObject({ path: z.string(), observed: number, findings: number })),
})
