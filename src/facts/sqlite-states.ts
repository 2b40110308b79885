import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { once, onceEach } from '#model/once'
import type { TreeId } from '#model/snapshot'
import { keyed, transaction } from './keyed.ts'
import type { FiledFacts, Part } from './part.ts'
import type { JudgedStore, State, StateStore } from './store.ts'
import type { Tenants } from './tenants.ts'

/**
 * The states in a database, by tenant and repository. A part is read as far as someone asks, and written once however many trees have it.
 * Statements are prepared once: what they hold is outside of the heap, where nobody notices how much there is.
 */
export function statesIn(db: DatabaseSync, tenants: Tenants): (tenant: string, repository: string) => StateStore {
  const statements = {
    select: db.prepare('SELECT parts FROM state WHERE repository = ? AND version = ? AND tree = ?'),
    list: db.prepare('SELECT tree FROM state WHERE repository = ? AND version = ? ORDER BY id DESC'),
    insert: db.prepare('INSERT OR REPLACE INTO state (repository, version, tree, parts) VALUES (?, ?, ?, ?)'),
  }
  const parts = partStatements(db)
  const judged = keyed<unknown>(db, 'judged', 'value', tenants)
  return (tenant, repository) => {
    const prefix = tenants.prefix(tenant)
    const write = (work: () => void) =>
      transaction(db, () => {
        tenants.note(tenant)
        work()
      })
    return statesOf(prefix + repository, { ...statements, write }, partsIn(parts, prefix), judged(tenant))
  }
}

interface Access extends Readonly<Record<'select' | 'list' | 'insert', StatementSync>> {
  /** Runs a transaction of this tenant. */
  readonly write: (work: () => void) => void
}

function statesOf(
  repository: string,
  { select, list, insert, write }: Access,
  parts: ReturnType<typeof partsIn>,
  judged: JudgedStore,
): StateStore {
  let latest: TreeId | undefined
  return {
    get: (tree, version) => {
      const row = select.get(repository, version, tree) as { parts: string } | undefined
      const found = row && parts.get(JSON.parse(row.parts) as string[])
      if (found) latest = tree
      return found && { tree, parts: found }
    },
    trees: (version) => {
      const trees = (list.all(repository, version) as { tree: string }[]).map(({ tree }) => tree)
      return latest !== undefined && trees.includes(latest) ? [latest, ...trees.filter((tree) => tree !== latest)] : trees
    },
    put: (state: State, version) => {
      write(() => insert.run(repository, version, state.tree, JSON.stringify(parts.put(state.parts))))
      latest = state.tree
    },
    judged,
  }
}

/** The column of a part that tells its files; the others have the names of checks. */
const BLOBS = ''

function partStatements(db: DatabaseSync) {
  return {
    heads: db.prepare('SELECT part.id, part.head FROM json_each(?) AS wanted CROSS JOIN part ON part.id = wanted.value'),
    column: db.prepare('SELECT value FROM part_column WHERE part = ? AND name = ?'),
    insert: db.prepare('INSERT OR IGNORE INTO part (id, head) VALUES (?, ?)'),
    insertColumn: db.prepare('INSERT OR IGNORE INTO part_column (part, name, value) VALUES (?, ?, ?)'),
  }
}

/** Parts of one tenant; those without a file say nothing about anybody, and are everybody's. */
function partsIn({ heads, column, insert, insertColumn }: ReturnType<typeof partStatements>, prefix: string) {
  /** Under which name a part is stored. */
  const stored = new Map<string, string>()
  const load = (row: string, name: string) => {
    const found = column.get(row, name) as { value: string } | undefined
    if (!found) throw new Error('A part of what is known of a tree was evicted while it was in use: run again.')
    return JSON.parse(found.value)
  }
  const partOf = (row: string, head: Pick<Part, 'checks' | 'remarks'>): Part => ({
    id: row.startsWith(prefix) ? row.slice(prefix.length) : row,
    ...head,
    blobs: once(() => new Map(load(row, BLOBS) as [string, string][])),
    facts: onceEach((check) => (Object.hasOwn(head.checks, check) ? (load(row, check) as FiledFacts[]) : [])),
  })
  const write = (part: Part): string => {
    const { id, checks, remarks } = part
    const blobs = [...part.blobs()]
    const row = blobs.length === 0 ? id : prefix + id
    insert.run(row, JSON.stringify({ checks, remarks }))
    insertColumn.run(row, BLOBS, JSON.stringify(blobs))
    for (const check of Object.keys(checks)) insertColumn.run(row, check, JSON.stringify(part.facts(check)))
    stored.set(id, row)
    return row
  }
  return {
    /** `undefined` unless all of them are there. */
    get: (names: readonly string[]): readonly Part[] | undefined => {
      const rows = heads.all(JSON.stringify([...new Set(names)])) as { id: string; head: string }[]
      const found = new Map(rows.map(({ id, head }) => [id, partOf(id, JSON.parse(head))]))
      for (const [row, { id }] of found) stored.set(id, row)
      return names.every((name) => found.has(name)) ? names.map((name) => found.get(name)!) : undefined
    },
    /** Gives the names under which they are stored. */
    put: (parts: readonly Part[]): readonly string[] => parts.map((part) => stored.get(part.id) ?? write(part)),
  }
}
