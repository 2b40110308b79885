/** Tables of the queue. Times are milliseconds since 1970 by the App's clock. */
export const QUEUE_SCHEMA: readonly string[] = [
  `CREATE TABLE job (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, serial TEXT NOT NULL, grp TEXT NOT NULL, state TEXT NOT NULL,
    priority BIGINT NOT NULL, version BIGINT NOT NULL, force BIGINT NOT NULL, data TEXT NOT NULL,
    run_at BIGINT NOT NULL, accepted_at BIGINT NOT NULL, fresh_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL, lost BIGINT NOT NULL, holder TEXT, lease_until BIGINT, error TEXT)`,
  "CREATE UNIQUE INDEX job_waiting ON job (key) WHERE state = 'waiting'",
  "CREATE INDEX job_ready ON job (grp, run_at) WHERE state = 'waiting'",
  "CREATE INDEX job_active ON job (grp) WHERE state = 'active'",
  "CREATE INDEX job_active_key ON job (key) WHERE state = 'active'",
  "CREATE INDEX job_active_serial ON job (serial) WHERE state = 'active'",
  'CREATE TABLE turn (grp TEXT PRIMARY KEY, claimed_at BIGINT NOT NULL, paused_until BIGINT NOT NULL)',
]
