import type { Migration } from '../../queue/migrate.ts'
import { QUEUE_SCHEMA } from '../../queue/schema.ts'

/** What the App keeps besides its queue. No contents of repositories, no payloads, no tokens. Times by the App's clock. */
const TABLES: readonly string[] = [
  `CREATE TABLE delivery (
    guid TEXT PRIMARY KEY, event TEXT NOT NULL, installation BIGINT, repository BIGINT, accepted_at BIGINT NOT NULL)`,
  'CREATE INDEX delivery_age ON delivery (accepted_at)',
  'CREATE TABLE installation (id BIGINT PRIMARY KEY, account TEXT NOT NULL, state TEXT NOT NULL, updated_at BIGINT NOT NULL)',
  `CREATE TABLE repository (
    id BIGINT PRIMARY KEY, installation BIGINT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, swept_at BIGINT NOT NULL, updated_at BIGINT NOT NULL)`,
  'CREATE INDEX repository_installation ON repository (installation)',
  'CREATE TABLE branch_mode (repository BIGINT NOT NULL, branch TEXT NOT NULL, mode TEXT NOT NULL, PRIMARY KEY (repository, branch))',
  `CREATE TABLE run (
    external_id TEXT PRIMARY KEY, installation BIGINT NOT NULL, repository BIGINT NOT NULL, head TEXT NOT NULL, name TEXT NOT NULL,
    unit TEXT NOT NULL, run_id BIGINT, state TEXT NOT NULL, conclusion TEXT, outcome TEXT, covers TEXT NOT NULL,
    started_at BIGINT NOT NULL, updated_at BIGINT NOT NULL)`,
  'CREATE INDEX run_head ON run (repository, head)',
  "CREATE INDEX run_open ON run (updated_at) WHERE state NOT IN ('concluded', 'void')",
  `CREATE TABLE override (
    id TEXT PRIMARY KEY, installation BIGINT NOT NULL, repository BIGINT NOT NULL, pull BIGINT NOT NULL, head TEXT NOT NULL,
    person TEXT NOT NULL, reason TEXT, made_at BIGINT NOT NULL)`,
  'CREATE INDEX override_head ON override (repository, head)',
  'CREATE TABLE checkpoint (name TEXT PRIMARY KEY, at BIGINT NOT NULL)',
]

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, compatibleFrom: 1, statements: [...QUEUE_SCHEMA, ...TABLES] },
  { version: 2, compatibleFrom: 1, statements: ['ALTER TABLE override ADD COLUMN base TEXT'] },
  {
    version: 3,
    compatibleFrom: 1,
    statements: [
      'ALTER TABLE turn ADD COLUMN writes_until BIGINT NOT NULL DEFAULT 0',
      'ALTER TABLE turn ADD COLUMN hour_until BIGINT NOT NULL DEFAULT 0',
    ],
  },
]
