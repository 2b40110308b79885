import type { ClassOf, PathClass } from '#model/path-class'
import type { Policy } from '#model/policy'
import { CLASS_DEFAULTS, type ClassDefault, SOURCE_ROOTS } from './class-defaults.ts'
import { digestOf } from './digest.ts'
import { matches } from './globs.ts'

/** The one place where it is told what a path is for: what the policy ignores, its own classes, then the built-in ones. */
export function classOf({ paths }: Pick<Policy, 'paths'>): ClassOf {
  const known = new Map<string, PathClass>()
  const own = [...paths.classes]
  const tell = (path: string): PathClass =>
    matches(paths.ignore, path) ? 'ignored' : (own.find(([, globs]) => matches(globs, path))?.[0] ?? builtInClass(path))
  const remembered = (path: string) => {
    const before = known.get(path)
    if (before) return before
    const found = tell(path)
    if (known.size < MOST_REMEMBERED) known.set(path, found)
    return found
  }
  return Object.assign(remembered, { key: digestOf(paths) })
}

/** A host names the paths; a bound keeps a hostile tree from filling the memory. */
const MOST_REMEMBERED = 200_000

/** What a path is for when no policy says so. */
export function builtInClass(path: string): PathClass {
  const folders = path.split('/')
  const file = folders.pop() ?? ''
  return DEFAULTS.find((rule) => fits(rule, folders, file) || rule.paths?.some((pattern) => pattern.test(path)))?.class ?? 'production'
}

const DEFAULTS = CLASS_DEFAULTS.map((rule) => ({ ...rule, folders: new Set(rule.folders), outerFolders: new Set(rule.outerFolders) }))

type Compiled = Omit<ClassDefault, 'folders' | 'outerFolders'> & {
  readonly folders: ReadonlySet<string>
  readonly outerFolders: ReadonlySet<string>
}

function fits({ folders, outerFolders, folderPattern, files }: Compiled, path: readonly string[], file: string): boolean {
  if (files.some((pattern) => pattern.test(file))) return true
  const source = path.findIndex((name) => SOURCE_ROOTS.has(name))
  return path.some(
    (name, index) => folders.has(name) || (outerFolders.has(name) && (source < 0 || index < source)) || folderPattern?.test(name) === true,
  )
}
