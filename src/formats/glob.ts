import { Minimatch } from 'minimatch'

const OPTIONS = { dot: true, nonegate: true, nocomment: true, braceExpandMax: 1000 } as const
const compiled = new WeakMap<readonly string[], readonly Minimatch[]>()

/** Whether a name matches one of the globs of a parameter. A list is compiled once. */
export function matchesGlob(globs: readonly string[], name: string): boolean {
  const known = compiled.get(globs) ?? globs.map((glob) => new Minimatch(glob, OPTIONS))
  compiled.set(globs, known)
  return known.some((glob) => glob.match(name))
}
