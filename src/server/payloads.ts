import { z } from 'zod'

/** The parts of GitHub's payloads that we read. Everything else is let go at once. */
const repository = z.object({ id: z.number(), name: z.string(), owner: z.object({ login: z.string() }) })
const installation = z.object({ id: z.number() })
const inRepository = { repository, installation }
const sender = z.object({ login: z.string() })
const listed = z.array(z.object({ id: z.number(), full_name: z.string() })).optional()
const account = z.object({ login: z.string() })

const pull = z.object({
  number: z.number(),
  state: z.string(),
  updated_at: z.string(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string() }),
})

const hinted = z.object({ number: z.number(), head: z.object({ sha: z.string() }), base: z.object({ ref: z.string() }) })

export const PAYLOADS = {
  pull_request: z.object({
    ...inRepository,
    action: z.string(),
    pull_request: pull,
    changes: z.object({ base: z.unknown().optional() }).optional(),
  }),
  pull_request_review: z.object({
    ...inRepository,
    action: z.string(),
    review: z.object({ state: z.string(), body: z.string().nullish(), user: sender.nullish() }),
    pull_request: pull.omit({ updated_at: true }),
  }),
  check_suite: z.object({
    ...inRepository,
    action: z.string(),
    check_suite: z.object({ head_sha: z.string(), app: z.object({ id: z.number() }).nullable(), pull_requests: z.array(hinted) }),
  }),
  check_run: z.object({
    ...inRepository,
    action: z.string(),
    sender,
    check_run: z.object({
      id: z.number(),
      head_sha: z.string(),
      external_id: z.string().nullable(),
      app: z.object({ id: z.number() }).nullable(),
    }),
    requested_action: z.object({ identifier: z.string() }).optional(),
  }),
  merge_group: z.object({
    ...inRepository,
    action: z.string(),
    merge_group: z.object({ head_sha: z.string(), head_ref: z.string(), base_sha: z.string(), base_ref: z.string() }),
  }),
  push: z.object({
    ...inRepository,
    ref: z.string(),
    before: z.string(),
    after: z.string(),
    created: z.boolean(),
    deleted: z.boolean(),
    forced: z.boolean(),
    commits: z.array(
      z.object({
        added: z.array(z.string()).optional(),
        modified: z.array(z.string()).optional(),
        removed: z.array(z.string()).optional(),
      }),
    ),
  }),
  installation: z.object({ action: z.string(), installation: installation.extend({ account }), repositories: listed }),
  installation_repositories: z.object({
    action: z.string(),
    installation: installation.extend({ account }),
    repositories_added: listed,
    repositories_removed: listed,
  }),
  installation_target: z.object({ action: z.string(), installation, account }),
  repository: z.object({ ...inRepository, action: z.string() }),
} as const

export type EventName = keyof typeof PAYLOADS
export type Payload<Event extends EventName> = z.infer<(typeof PAYLOADS)[Event]>

export function isKnownEvent(event: string): event is EventName {
  return event in PAYLOADS
}
