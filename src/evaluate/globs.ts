import { Minimatch } from 'minimatch'

/** The bounds keep a pattern from the outside cheap: brace expansion is exponential. */
const OPTIONS = { dot: true, nonegate: true, nocomment: true, braceExpandMax: 1000 } as const

/** Paths whose answer is kept: a server sees those of every repository for as long as it runs. */
const REMEMBERED = 50_000

/** Answers which of the patterns a path matches; each pattern is compiled once, and what was asked lately is remembered. */
export function globIndex<Name>(patterns: Iterable<readonly [pattern: string, name: Name]>): (path: string) => ReadonlySet<Name> {
  const byPattern = new Map<string, Name[]>()
  for (const [pattern, name] of patterns) byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), name])
  const compiled = [...byPattern].map(([pattern, names]) => ({ glob: new Minimatch(pattern, OPTIONS), names }))
  const known = new Map<string, ReadonlySet<Name>>()
  return (path) => {
    const before = known.get(path)
    if (before) return before
    const names = new Set(compiled.flatMap(({ glob, names }) => (glob.match(path) ? names : [])))
    if (known.size >= REMEMBERED) known.clear()
    known.set(path, names)
    return names
  }
}

/** Whether a path matches any of the patterns. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const index = globIndex(patterns.map((pattern) => [pattern, true] as const))
  return (path) => index(path).size > 0
}
