import type { FiledMigration } from './history.ts'

/**
 * The migrations that have run long ago, by their paths: later ones of the same folder (or of an app of Django beside it) were written a
 * season after them, or, where none tells when it was written, many follow. What they did when they ran, nobody can change.
 */
export function pastMigrations(migrations: readonly FiledMigration[]): ReadonlySet<string> {
  const folders = [...Map.groupBy(migrations, ({ path }) => folderOf(path)).values()]
  const projects = Map.groupBy(migrations, projectOf)
  return new Set(
    folders.flatMap((own) => {
      const ordered = own.toSorted(byName)
      return newestOf(own) < 0 ? followedByMany(ordered) : before(newestOf(projects.get(projectOf(own[0]!))!), ordered)
    }),
  )
}

/** Each migration of Prisma and diesel has a folder of its own, and some projects have one for each release: `versions/5.14/`. */
function folderOf(path: string): string {
  const parts = path.split('/')
  const folders = parts.slice(0, /^(?:migration|up)\.sql$/.test(parts.at(-1)!) ? -2 : -1)
  return (/^v?\d{1,3}(?:[._]\d{1,3})*$/.test(folders.at(-1) ?? '') ? folders.slice(0, -1) : folders).join('/')
}

/** What is migrated together: the apps of Django that stand side by side, and of all others what stands below one `migrations/`. */
function projectOf({ path, fact }: FiledMigration): string {
  const folder = folderOf(path)
  const above = folder.split('/').slice(0, -2).join('/')
  if (fact.tool === 'Django') return above === '' ? folder : above
  return /^(?:[^/]+\/)*?[^/]*migrat[^/]*(?=\/|$)/i.exec(folder)?.[0] ?? folder
}

function byName(a: FiledMigration, b: FiledMigration): number {
  return a.path.localeCompare(b.path, 'en', { numeric: true })
}

const SEASON = 90
const MANY = 10

function newestOf(own: readonly FiledMigration[]): number {
  return own.reduce((latest, { fact }) => Math.max(latest, fact.day ?? latest), Number.NEGATIVE_INFINITY)
}

function before(newest: number, own: readonly FiledMigration[]): readonly string[] {
  const written = latestDays(own)
  return own.flatMap(({ path }, index) => (newest - written[index]! > SEASON ? path : []))
}

/** By their numbers, since those between them may change nothing that a lock could hold up. */
function followedByMany(own: readonly FiledMigration[]): readonly string[] {
  const numbered = own.flatMap(({ path }) => {
    const number = NUMBERED.exec(path)?.[1]
    return number === undefined ? [] : { path, number: Number(number) }
  })
  const gaps = numbered.map(({ number }, index) => number - (numbered[index - 1]?.number ?? number)).filter((gap) => gap > 0)
  const step = Math.min(...gaps)
  const last = numbered.at(-1)?.number ?? 0
  return numbered.flatMap(({ path, number }, index) => (Math.max(numbered.length - 1 - index, (last - number) / step) >= MANY ? path : []))
}

/** Their order is that of their numbers. */
const NUMBERED = /(?:^|\/)(?:[VR]|migrat(?:ion|e)[_-])?(\d{1,6})(?:[._]\d+)*(?:_[^/]*|\.sql)$/

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
