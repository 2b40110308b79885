import type { Filed } from '#model/check'
import { byPosition, type Location } from '#model/location'
import type { ServiceEntry, ServiceFact } from './entry.ts'

/** A process that runs on its own. */
export interface Service {
  /** For people, and stable across commits: `services/ledger: go server`, `python worker`. */
  readonly name: string
  /** Its folder; empty: the whole repository. */
  readonly root: string
  /** What answers callers is a server, whether over HTTP or gRPC. */
  readonly role: 'server' | 'worker'
  readonly language: 'python' | 'node' | 'go' | 'java' | 'ruby' | 'php' | 'csharp'
  /** The place to point at: where it most likely begins. */
  readonly location: Location
  /** All places where it begins, that one first. */
  readonly entries: readonly Filed<ServiceEntry>[]
}

/** The services of a repository, by what its files say: one a folder, role and language. */
export function services(facts: readonly Filed<ServiceFact>[]): readonly Service[] {
  const folders = new Set(facts.flatMap(({ path, fact }) => (fact.says === 'root' ? folderOf(path) : conventional(path))))
  const rootOf = (path: string) => nearest(folders, path) ?? ''
  const roots = (says: ServiceFact['says']) => new Set(facts.flatMap(({ path, fact }) => (fact.says === says ? rootOf(path) : [])))
  const [programs, functions, listening] = [roots('program'), roots('function'), roots('listens')]
  const entries = facts.flatMap(({ path, fact }) => (fact.says === 'entry' ? { path, fact: fact.entry, root: rootOf(path) } : []))
  // A file that stands alone, without a manifest, is no library.
  const isAlone = !facts.some(({ fact }) => fact.says === 'root')
  const isRun = ({ fact, root }: (typeof entries)[number]) =>
    !functions.has(root) &&
    (fact.language !== 'go' || isAlone || [...programs].some((program) => isWithin(root, program))) &&
    (fact.framework !== 'Node' || listening.has(root))
  const groups = Map.groupBy(entries.filter(isRun), ({ root, fact }) => nameOf(root, fact))
  const found = [...groups].map(([name, group]) => serviceOf(name, group[0]!.root, group))
  return found.filter((one) => !runsInside(one, found)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The services that the code in this file may be part of: what stands in a folder serves all that is in it. */
export function servicesAround(all: readonly Service[], path: string): readonly Service[] {
  const folder = nearest(new Set(all.map(({ root }) => root)), path)
  return folder === undefined ? all : all.filter(({ root }) => isWithin(root, folder))
}

function serviceOf(name: string, root: string, entries: readonly (Filed<ServiceEntry> & { readonly root: string })[]): Service {
  const sorted = entries.map(({ path, fact }) => ({ path, fact })).toSorted(byLikelihood)
  const { path, fact } = sorted[0]!
  return { name, root, role: roleOf(fact), language: familyOf(fact), location: { path, range: fact.range }, entries: sorted }
}

function nameOf(root: string, entry: ServiceEntry): string {
  return `${root ? `${root}: ` : ''}${familyOf(entry)} ${roleOf(entry)}`
}

function roleOf({ role }: ServiceEntry): Service['role'] {
  return role === 'worker' ? 'worker' : 'server'
}

function familyOf({ language }: ServiceEntry): Service['language'] {
  return language === 'javascript' || language === 'typescript' ? 'node' : language
}

/** Queue libraries whose worker is an object like any other: beside a server it most likely runs in its process. */
const IN_PROCESS = new Set(['BullMQ', 'Temporal', 'Asynq', 'Huey', 'RQ'])

function runsInside(one: Service, all: readonly Service[]): boolean {
  return (
    one.role === 'worker' &&
    one.entries.every(({ fact }) => IN_PROCESS.has(fact.framework)) &&
    all.some(({ role, root, language }) => role === 'server' && root === one.root && language === one.language)
  )
}

/** A router is not yet a server, settings of one environment not the project's, and an application has a telling name. */
const ROUTERS = new Set(['chi', 'gorilla/mux'])
const MAIN = /(?:^|\/)(?:main|app|server|index|application|settings|base|program|asgi|wsgi|celery|worker)\.\w+$/i

function byLikelihood(a: Filed<ServiceEntry>, b: Filed<ServiceEntry>): number {
  const rank = ({ path, fact }: Filed<ServiceEntry>) =>
    (ROUTERS.has(fact.framework) || (fact.framework === 'Django' && fact.name !== 'ROOT_URLCONF') ? 1000 : 0) +
    (MAIN.test(path) ? 0 : 100) +
    Math.min(99, path.split('/').length)
  return rank(a) - rank(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : byPosition(a.fact.range, b.fact.range))
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** `services/ledger` of `services/ledger/cmd/main.go`. */
function conventional(path: string): readonly string[] {
  const found = /^(?:(?!(?:src|app|lib|internal|pkg)\/)[^/]+\/)?(?:services|apps|microservices)\/[^/]+(?=\/)/.exec(path)
  return found ? [found[0]] : []
}

/** The innermost of these folders that the path is in. */
function nearest(folders: ReadonlySet<string>, path: string): string | undefined {
  let folder = folderOf(path)
  while (folder && !folders.has(folder)) folder = folderOf(folder)
  return folders.has(folder) ? folder : undefined
}

function isWithin(folder: string, outer: string): boolean {
  return outer === '' || folder === outer || folder.startsWith(`${outer}/`)
}
