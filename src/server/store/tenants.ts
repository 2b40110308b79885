import type { Mode } from '#model/policy'
import type { RepositoryName } from '../../github/repository.ts'
import type { Database, Row, Sql } from '../../queue/database.ts'

export type InstallationState = 'active' | 'suspended'

export interface KnownRepository extends RepositoryName {
  readonly installation: number
}

export async function saveInstallation(sql: Sql, id: number, account: string, state: InstallationState, now: number): Promise<void> {
  await sql.query(
    `INSERT INTO installation (id, account, state, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET account = excluded.account, state = excluded.state, updated_at = excluded.updated_at`,
    [id, account, state, now],
  )
}

export async function knownInstallations(
  database: Database,
): Promise<readonly { readonly id: number; readonly state: InstallationState }[]> {
  const rows = await database.query('SELECT id, state FROM installation ORDER BY id')
  return rows.map(({ id, state }) => ({ id: Number(id), state: state === 'suspended' ? 'suspended' : 'active' }))
}

/** Learns a repository, its current name, and who it belongs to now. */
export async function saveRepository(sql: Sql, installation: number, { id, owner, name }: RepositoryName, now: number): Promise<void> {
  await sql.query(
    `INSERT INTO repository (id, installation, owner, name, swept_at, updated_at) VALUES (?, ?, ?, ?, 0, ?)
     ON CONFLICT (id) DO UPDATE SET installation = excluded.installation, owner = excluded.owner, name = excluded.name, updated_at = excluded.updated_at`,
    [id, installation, owner, name, now],
  )
}

export async function repositoryById(database: Database, id: number): Promise<KnownRepository | undefined> {
  const [row] = await database.query('SELECT * FROM repository WHERE id = ?', [id])
  return row && repositoryOf(row)
}

/** The id of a repository by its name. */
export async function repositoryByName(database: Database, installation: number, owner: string, name: string): Promise<number | undefined> {
  const rows = await database.query(
    'SELECT id FROM repository WHERE installation = ? AND lower(owner) = lower(?) AND lower(name) = lower(?)',
    [installation, owner, name],
  )
  return rows[0] && Number(rows[0].id)
}

/** Parameters of one statement. */
const AT_ONCE = 500

/** Those of the ids that are no repository of ours, or none any more. */
export async function unknownRepositories(database: Database, ids: readonly number[]): Promise<readonly number[]> {
  const known = new Set<number>()
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const some = ids.slice(first, first + AT_ONCE)
    const rows = await database.query(`SELECT id FROM repository WHERE id IN (${some.map(() => '?').join(', ')})`, some)
    for (const { id } of rows) known.add(Number(id))
  }
  return ids.filter((id) => !known.has(id))
}

/** All repositories of an installation that we know. */
export async function repositoriesOf(database: Database, installation: number): Promise<readonly KnownRepository[]> {
  return (await database.query('SELECT * FROM repository WHERE installation = ? ORDER BY id', [installation])).map(repositoryOf)
}

/** The repositories of active installations that were not looked at for the longest time. */
export async function leastSwept(database: Database, before: number, most: number): Promise<readonly KnownRepository[]> {
  const rows = await database.query(
    `SELECT repository.* FROM repository JOIN installation ON installation.id = repository.installation
     WHERE installation.state = 'active' AND swept_at < ? ORDER BY swept_at, repository.id LIMIT ?`,
    [before, most],
  )
  return rows.map(repositoryOf)
}

export async function markSwept(database: Database, id: number, now: number): Promise<void> {
  await database.query('UPDATE repository SET swept_at = ? WHERE id = ?', [now, id])
}

function repositoryOf({ id, installation, owner, name }: Row): KnownRepository {
  return { id: Number(id), installation: Number(installation), owner: String(owner), name: String(name) }
}

const OF_REPOSITORY = ['run', 'override', 'branch_mode', 'delivery'] as const

/** Forgets all that is kept of a repository. */
export async function forgetRepository(sql: Sql, id: number): Promise<void> {
  for (const table of OF_REPOSITORY) await sql.query(`DELETE FROM ${table} WHERE repository = ?`, [id])
  await sql.query('DELETE FROM repository WHERE id = ?', [id])
}

/** Forgets all that is kept of an installation. */
export async function forgetInstallation(sql: Sql, id: number): Promise<void> {
  const rows = await sql.query('SELECT id FROM repository WHERE installation = ?', [id])
  for (const row of rows) await forgetRepository(sql, Number(row.id))
  for (const table of ['run', 'override', 'delivery']) await sql.query(`DELETE FROM ${table} WHERE installation = ?`, [id])
  await sql.query('DELETE FROM job WHERE grp = ?', [String(id)])
  await sql.query('DELETE FROM turn WHERE grp = ?', [String(id)])
  await sql.query('DELETE FROM installation WHERE id = ?', [id])
}

/** Remembers how strict the policy of a branch was, for the day on which it cannot be read. */
export async function saveMode(database: Database, repository: number, branch: string, mode: Mode): Promise<void> {
  await database.hurried.query(
    `INSERT INTO branch_mode (repository, branch, mode) VALUES (?, ?, ?)
     ON CONFLICT (repository, branch) DO UPDATE SET mode = excluded.mode`,
    [repository, branch, mode],
  )
}

/** The last known mode of a branch, else the strictest of its repository, else none is known to be asked for. */
export async function lastMode(database: Database, repository: number, branch: string): Promise<Mode> {
  const rows = await database.query('SELECT branch, mode FROM branch_mode WHERE repository = ?', [repository])
  const own = rows.find((row) => row.branch === branch)
  if (own) return own.mode === 'enforce' ? 'enforce' : 'observe'
  return rows.some(({ mode }) => mode === 'enforce') ? 'enforce' : 'observe'
}
