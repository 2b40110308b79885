import type { Database, Sql } from '../../queue/database.ts'

export interface AcceptedDelivery {
  readonly guid: string
  readonly event: string
  readonly installation: number | undefined
  readonly repository: number | undefined
}

/** Remembers a delivery. False: it was accepted before. */
export async function rememberDelivery(
  sql: Sql,
  { guid, event, installation, repository }: AcceptedDelivery,
  now: number,
): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO delivery (guid, event, installation, repository, accepted_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (guid) DO NOTHING RETURNING guid`,
    [guid, event, installation ?? null, repository ?? null, now],
  )
  return rows.length > 0
}

/** Parameters of one statement. */
const AT_ONCE = 500

/** Those of the deliveries that were accepted. */
export async function knownDeliveries(database: Database, guids: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for (let first = 0; first < guids.length; first += AT_ONCE) {
    const some = guids.slice(first, first + AT_ONCE)
    const rows = await database.query(`SELECT guid FROM delivery WHERE guid IN (${some.map(() => '?').join(', ')})`, some)
    for (const { guid } of rows) known.add(String(guid))
  }
  return known
}

/** Up to when the deliveries that GitHub lists have been looked through. */
export async function reconciledUntil(database: Database): Promise<number> {
  const [row] = await database.query("SELECT at FROM checkpoint WHERE name = 'deliveries'")
  return Number(row?.at ?? 0)
}

export async function saveReconciledUntil(database: Database, at: number): Promise<void> {
  await database.query("INSERT INTO checkpoint (name, at) VALUES ('deliveries', ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at", [at])
}

export async function forgetDeliveries(database: Database, before: number): Promise<void> {
  await database.query('DELETE FROM delivery WHERE accepted_at < ?', [before])
}
