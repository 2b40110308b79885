import type { SourceFile } from '#model/snapshot'
import { mayHoldStore } from '../stores.ts'

/** A cheap look before parsing: a path, a handler or a library that can tell how a process is, or the client of a store that it should ask. */
export function maySpeakOfHealth({ path, text }: SourceFile): boolean {
  return HEALTH_FILE.test(path) || WORDS.test(text) || mayNameHealth(text) || HANDLERS.test(text) || mayHoldStore(text)
}

/** Part of that look: a path by which something may tell how it is. */
export function mayNameHealth(text: string): boolean {
  return /health|readiness|liveness|heartbeat/i.test(text) || PATHS.test(text)
}

/** A router of its own, mounted elsewhere: `routes/health.py`, `healthcheck.controller.ts`, `health/urls.py`. */
export const HEALTH_FILE =
  /(?:^|\/)(?:healthz?|health[-_]?checks?|status|ping|heartbeat)(?:[-_.]?(?:routes?|router|controller|handlers?|views?|api))?(?:\.\w+$|\/(?:urls|routes?|router|views|index|api|endpoints?)\.\w+$)/i

const WORDS = /actuator|terminus|lightship|under-pressure|okcomputer|watchman|sidekiq_alive|django_alive|\bCheck\(/i

/** Words that mean much else, too: as a path, or where frameworks take paths without a slash. */
const PATHS =
  /\/(?:ready|live|alive|ping|status|up|ht)[z_]{0,2}["'`$/]|(?:(?<![.\w])(?:get|any|head|path|re_path|url|match|resources?|route|controller)|Get|Route|Mapping|Map\w{0,20})["'\s([{:=\w]{1,20}?["'`]\W{0,2}(?:ready|live|alive|ping|status|up|ht)[z_]{0,2}["'`$/]/i

const HANDLERS =
  /(?<!al)ready\w{0,40}\s{0,9}[(=:]|\blive\w{0,40}\s{0,9}(?:\(|[=:]\s{0,9}(?:async|function|\())|(?<![.\w])(?:ping|status|up)\s{0,9}\(|\b(?:ping|status|up)\s{0,9}[=:]\s{0,9}(?:async\b|function\b|\([^()\n]{0,80}\)\s{0,9}=>|\w{1,40}\s{0,9}=>)|\bdef\s+(?:self\.)?(?:ready|live|ping|status|up)|\bclass\s{1,9}\w{0,40}(?:ready|live|alive|ping|status|up|ht|heartbeat)/i
