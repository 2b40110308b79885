import { modulesOf } from '../code/origins.ts'
import type { Code } from '../code/view.ts'
import { languageOf } from '../exposure/code.ts'
import { storesOf } from '../stores.ts'
import type { HealthFact } from './fact.ts'

/** The stores that a file holds a client of: those that requests need, and a database that comes with the process. */
export function storeFacts(source: Code): HealthFact[] {
  const language = languageOf(source)
  const modules = modulesOf(source)
  const [client] = storesOf(source)
  const name = client ?? modules.find((module) => OWN_STORE.test(module))
  // `sqlalchemy` says more to people than `sqlalchemy.ext.asyncio`.
  const short = SHORT[source.language]?.exec(name ?? '')?.[1] ?? name
  const store: HealthFact[] = short ? [{ says: 'store', language, name: short, isAny: !client || client === 'database/sql' }] : []
  return modules.some((module) => EMBEDDED.test(module)) ? [...store, { says: 'embedded', language }] : store
}

const EMBEDDED =
  /^(?:better-sqlite3(?:-multiple-ciphers)?|sqlite3?|(?:node|bun):sqlite|aiosqlite|modernc\.org\/sqlite|zombiezen\.com\/go\/sqlite|github\.com\/(?:mattn\/go-sqlite3|ncruces\/go-sqlite3|glebarez\/(?:go-)?sqlite))(?:[./]|$)/

/** A module of the project that can be nothing but the way to its store: `app.database`, `./config/db`, `internal/postgres`. */
const OWN_STORE =
  /(?:^|[./])(?:db|database|prisma|mongo(?:db|ose)?|postgres|redis)(?:\.session|\.engine|\.[cm]?[jt]s|\/(?:index|client|connection)(?:\.[cm]?[jt]s)?)?$/i

const SHORT: Readonly<Partial<Record<Code['language'], RegExp>>> = {
  python: /^(django\.\w+|\w+)\..*$/,
  java: /^(\w+\.\w+\.\w+)\..*$/,
}
