import type { Change } from './change.ts'

/** Columns that a validated check has proved to hold no null: requiring them needs no look at the rows. */
export function provenColumns(changes: readonly Change[]): ReadonlySet<string> {
  const validated = new Set(changes.flatMap(({ kind, table, name }) => (kind === 'validate' ? `${table}.${name}` : [])))
  const proofs = changes.filter(({ kind, table, name, online }) => kind === 'add check' && (!online || validated.has(`${table}.${name}`)))
  return new Set(proofs.flatMap(({ table, notNull = [] }) => notNull.map((column) => `${table}.${column}`)))
}

/** Why a change endangers the version that is running while it runs, on PostgreSQL; `undefined` where it does not. */
export function hazardOf({ kind, online, table, name }: Change, transactional: boolean, proven: ReadonlySet<string>): string | undefined {
  if (kind === 'rename column' || kind === 'rename table') return RENAMES
  if (kind === 'create index' && online) return transactional ? INSIDE : undefined
  return online || (kind === 'set not null' && proven.has(`${table}.${name}`)) ? undefined : HAZARDS[kind]
}

const RENAMES =
  'The version that is running uses the old name until its last instance is replaced. Add the new one, write both, move the rows, and drop the old one a release later.'
const INSIDE =
  'CONCURRENTLY does not work inside a transaction: the migration fails. Switch the transaction off for this migration, and let it do nothing else.'

const HAZARDS: Readonly<Partial<Record<Change['kind'], string>>> = {
  'create index': 'Building this index blocks every write to the table until it is done. Build it CONCURRENTLY, outside a transaction.',
  'add required column':
    'Rows that are there, and those that the running version inserts, have no value for it: the migration or the running version fails. Add it with a default, or nullable, fill it, and require it later.',
  'set not null':
    'It reads the whole table under a lock that blocks reads and writes, and the running version may still write nulls. Add a check (column IS NOT NULL) NOT VALID, validate it in a later step, and require it then.',
  'change type':
    'Another type rewrites the table under a lock that blocks reads and writes. Add a new column, write both, fill it in batches, and switch over.',
  'add foreign key': 'It checks every row while writes to both tables wait. Add it NOT VALID, and validate it in a migration of its own.',
  'add check': 'It checks every row while reads and writes wait. Add it NOT VALID, and validate it in a migration of its own.',
  'add unique':
    'It builds an index while reads and writes wait. Build a unique index CONCURRENTLY first, and add the constraint USING INDEX.',
  'write all rows':
    'One statement writes every row: it locks them until the end and doubles the table. Write in batches, outside the migration.',
  'write row by row':
    'It saves every row by itself, in one transaction that holds all of their locks. Write in batches, with atomic = False.',
}
