import { z } from 'zod'

const severity = z.enum(['critical', 'high', 'medium', 'low'])
const rating = z.enum(['green', 'yellow', 'red', 'black', 'unknown', 'not-applicable', 'error', 'off'])
const number = z.int().min(0)
const score = z.number().min(0).max(100).optional().describe('0 to 100, not rounded; absent where nothing is rated')
const counts = z.partialRecord(rating, number)
const bySeverity = z.record(severity, number)

const waived = z.looseObject({ reason: z.string(), owner: z.string().optional(), expires: z.string().optional() })

const finding = z.strictObject({
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
  section: z.string(),
  service: z.string().optional(),
  owners: z.array(z.string()),
  waived: waived.optional(),
})

const control = z.strictObject({
  id: z.string(),
  title: z.string(),
  section: z.string(),
  rating,
  status: z.string(),
  points: score,
  weight: z.number(),
  observed: number,
  fine: number,
  unknown: number,
  findings: number,
  error: z.string().optional(),
})

const phase = z.strictObject({
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

const dimension = z.strictObject({
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

const risk = z.strictObject({
  control: z.string(),
  title: z.string(),
  rating,
  severity,
  rank: number,
  open: number,
  observed: number,
  waived: number,
})
const fact = z.strictObject({ control: z.string(), title: z.string(), fine: number, observed: number, places: z.array(z.string()) })
const undecided = z.strictObject({
  what: z.enum(['unknown', 'error', 'unreadable']),
  control: z.string().optional(),
  subject: z.string().optional(),
  place: z.string(),
  reason: z.string(),
})

const evidence = z.strictObject({
  verified: z.array(fact),
  gaps: z.array(fact),
  unverified: z.array(undecided),
  absent: z.array(z.strictObject({ control: z.string(), title: z.string() })),
})

const checklistGroup = z.strictObject({
  section: z.string(),
  readiness: z.enum(['Ready', 'Partially ready', 'Not ready', 'Nothing to check']),
  boxes: z.array(z.strictObject({ control: z.string(), title: z.string(), ticked: z.boolean(), note: z.string() })),
})

const signOff = z.strictObject({
  control: z.string(),
  title: z.string(),
  by: z.string().optional(),
  evidence: z.string().optional(),
  expires: z.string().optional(),
  state: z.enum(['in force', 'expired', 'missing']),
})

/** The whole review: what the Markdown and the page say. */
export const reviewSchema = z.strictObject({
  name: z.string().optional(),
  revision: z.string(),
  asOf: z.string().optional(),
  catalogue: z.strictObject({ version: z.string(), controls: number }),
  verdict: z.enum(['NOT READY', 'READY WITH RECOMMENDATIONS', 'READY', 'NOT RATED']),
  score,
  grade: z.string().optional(),
  counts: z.strictObject({ sections: counts, rows: counts }),
  blockers: z.array(finding),
  plan: z.array(phase),
  dimensions: z.array(dimension),
  services: z.array(z.strictObject({ name: z.string(), score, rating, findings: number })),
  controls: z.array(control),
  total: z.strictObject({ weighted: z.number(), weights: z.number() }).describe('weighted divided by weights is the score'),
  strengths: z.array(control),
  weaknesses: z.array(control),
  findings: z.array(finding),
  matrix: z.strictObject({
    rows: z.array(z.strictObject({ section: z.string(), counts: bySeverity, total: number })),
    counts: bySeverity,
    total: number,
  }),
  risks: z.array(z.strictObject({ axis: z.string(), rows: z.array(risk), more: number })),
  checklist: z.array(checklistGroup),
  signOffs: z.array(signOff),
  evidence,
  since: z.strictObject({ revision: z.string(), score, fixed: z.array(finding), news: number }).optional(),
  files: z.array(z.strictObject({ path: z.string(), lines: number.optional(), observed: number, findings: number })),
})
