import type { FiledMigration } from './history.ts'

/**
 * The migrations that have run long ago, by their paths: later ones of the same folder were written a season after them, or, where
 * none tells when it was written, many follow. What they did when they ran, nobody can change.
 */
export function pastMigrations(migrations: readonly FiledMigration[]): ReadonlySet<string> {
  const folders = Map.groupBy(migrations, ({ path }) => folderOf(path))
  return new Set([...folders.values()].flatMap((own) => pastIn(own.toSorted(byName))))
}

/** Each migration of Prisma and diesel has a folder of its own. */
function folderOf(path: string): string {
  const parts = path.split('/')
  return parts.slice(0, /^(?:migration|up)\.sql$/.test(parts.at(-1)!) ? -2 : -1).join('/')
}

function byName(a: FiledMigration, b: FiledMigration): number {
  return a.path.localeCompare(b.path, 'en', { numeric: true })
}

const SEASON = 90
const MANY = 10

function pastIn(own: readonly FiledMigration[]): readonly string[] {
  const newest = own.reduce((latest, { fact }) => Math.max(latest, fact.day ?? latest), Number.NEGATIVE_INFINITY)
  if (newest < 0)
    return own.filter(({ path }) => NUMBERED.test(path)).flatMap(({ path }, index, all) => (all.length - index > MANY ? path : []))
  const written = latestDays(own)
  return own.flatMap(({ path }, index) => (newest - written[index]! > SEASON ? path : []))
}

/** Their order is that of their numbers. */
const NUMBERED = /(?:^|\/)(?:[VR]|migrat(?:ion|e)[_-])?\d{1,6}(?:[._]\d+)*(?:_[^/]*|\.sql)$/

/** One that does not say when it was written was written before the next that does. */
function latestDays(own: readonly FiledMigration[]): readonly number[] {
  let next = Number.POSITIVE_INFINITY
  return own
    .map(({ fact, path }) => ({ day: fact.day, isOrdered: NUMBERED.test(path) }))
    .toReversed()
    .map(({ day, isOrdered }) => {
      if (day !== undefined) next = day
      return day ?? (isOrdered ? next : Number.POSITIVE_INFINITY)
    })
    .toReversed()
}
