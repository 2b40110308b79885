import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { once, onceEach } from '#model/once'
import type { TreeId } from '#model/snapshot'
import { keyed, transaction } from './keyed.ts'
import type { FiledFacts, Part } from './part.ts'
import type { JudgedStore, State, StateStore } from './store.ts'

/**
 * The states in a database, by repository. A part is read as far as someone asks, and written once however many trees have it. Statements are
 * prepared once: what they hold is outside of the heap, where nobody notices how much there is.
 */
export function statesIn(db: DatabaseSync): (repository: string) => StateStore {
  const statements = {
    select: db.prepare('SELECT parts FROM state WHERE repository = ? AND version = ? AND tree = ?'),
    list: db.prepare('SELECT tree FROM state WHERE repository = ? AND version = ? ORDER BY id DESC'),
    insert: db.prepare('INSERT OR REPLACE INTO state (repository, version, tree, parts) VALUES (?, ?, ?, ?)'),
  }
  const parts = partStatements(db)
  const judged = keyed<unknown>(db, 'judged', 'value')
  return (repository) => statesOf(repository, db, statements, partsIn(parts), judged)
}

type Statements = Readonly<Record<'select' | 'list' | 'insert', StatementSync>>

function statesOf(
  repository: string,
  db: DatabaseSync,
  { select, list, insert }: Statements,
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
      transaction(db, () => {
        parts.put(state.parts)
        insert.run(repository, version, state.tree, JSON.stringify(state.parts.map(({ id }) => id)))
      })
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

function partsIn({ heads, column, insert, insertColumn }: ReturnType<typeof partStatements>) {
  const stored = new Set<string>()
  const load = (id: string, name: string) => {
    const row = column.get(id, name) as { value: string } | undefined
    if (!row) throw new Error('A part of what is known of a tree was evicted while it was in use: run again.')
    return JSON.parse(row.value)
  }
  const partOf = (id: string, head: Pick<Part, 'checks' | 'remarks'>): Part => ({
    id,
    ...head,
    blobs: once(() => new Map(load(id, BLOBS) as [string, string][])),
    facts: onceEach((check) => (Object.hasOwn(head.checks, check) ? (load(id, check) as FiledFacts[]) : [])),
  })
  return {
    /** `undefined` unless all of them are there. */
    get: (ids: readonly string[]): readonly Part[] | undefined => {
      const rows = heads.all(JSON.stringify([...new Set(ids)])) as { id: string; head: string }[]
      const found = new Map(rows.map(({ id, head }) => [id, partOf(id, JSON.parse(head))]))
      for (const id of found.keys()) stored.add(id)
      return ids.every((id) => found.has(id)) ? ids.map((id) => found.get(id)!) : undefined
    },
    put: (parts: readonly Part[]) => {
      for (const part of parts) {
        if (stored.has(part.id)) continue
        const { id, checks, remarks } = part
        insert.run(id, JSON.stringify({ checks, remarks }))
        insertColumn.run(id, BLOBS, JSON.stringify([...part.blobs()]))
        for (const check of Object.keys(checks)) insertColumn.run(id, check, JSON.stringify(part.facts(check)))
        stored.add(id)
      }
    },
  }
}
