import { braceExpand, Minimatch } from 'minimatch'
import { once } from '#model/once'

/** The bounds keep a pattern from the outside cheap: brace expansion is exponential. */
const OPTIONS = { dot: true, nonegate: true, nocomment: true, braceExpandMax: 1000 } as const

/** Answers which of the patterns a path matches, in their order. Most patterns are only looked up; the others are compiled once, when a path comes near. */
export function globIndex<Name>(patterns: Iterable<readonly [pattern: string, name: Name]>): (path: string) => ReadonlySet<Name> {
  const { names, byEnding, byName, others } = compile(patterns)
  const answers = new Map<string, ReadonlySet<Name>>()
  let last: { readonly path: string; readonly answer: ReadonlySet<Name> } | undefined
  return (path) => {
    // Whoever asks about a path often asks again.
    if (last?.path === path) return last.answer
    const file = path.slice(path.lastIndexOf('/') + 1)
    const hits = new Set<number>()
    const take = (globs: readonly Glob[] = []) => {
      for (const { word, glob, whole, named } of globs) {
        const seen = whole ? path : file
        if (seen.includes(word) && (!glob || glob().match(seen))) for (const name of named) hits.add(name)
      }
    }
    take(byName.get(file))
    for (let dot = file.indexOf('.'); dot !== -1; dot = file.indexOf('.', dot + 1)) take(byEnding.get(file.slice(dot)))
    take(others)
    const sorted = [...hits].sort((a, b) => a - b)
    // All paths together have few answers.
    const key = sorted.join()
    const answer = answers.get(key) ?? new Set(sorted.map((index) => names[index]!))
    answers.set(key, answer)
    last = { path, answer }
    return answer
  }
}

/** Whether a path matches any of the patterns. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const index = globIndex(patterns.map((pattern) => [pattern, true] as const))
  return (path) => index(path).size > 0
}

/** A pattern without braces, as far as looking up the end of its last segment has not settled it. */
interface Glob {
  /** What has to be there: quicker to see than whether the glob matches. */
  readonly word: string
  readonly glob?: (() => Minimatch) | undefined
  /** The glob speaks of the path, not of the name alone. */
  readonly whole: boolean
  /** What the pattern stands for, by position. */
  readonly named: ReadonlySet<number>
}

interface Compiled<Name> {
  readonly names: readonly Name[]
  readonly byEnding: ReadonlyMap<string, readonly Glob[]>
  readonly byName: ReadonlyMap<string, readonly Glob[]>
  readonly others: readonly Glob[]
}

function compile<Name>(patterns: Iterable<readonly [pattern: string, name: Name]>): Compiled<Name> {
  const names = new Map<Name, number>()
  const byPattern = new Map<string, Set<number>>()
  for (const [pattern, name] of patterns) {
    if (!names.has(name)) names.set(name, names.size)
    for (const one of braceExpand(pattern, OPTIONS)) byPattern.set(one, (byPattern.get(one) ?? new Set()).add(names.get(name)!))
  }
  const [byEnding, byName, others] = [new Map<string, Glob[]>(), new Map<string, Glob[]>(), [] as Glob[]]
  const file = (map: Map<string, Glob[]>, key: string, glob: Glob) => map.set(key, [...(map.get(key) ?? []), glob])
  for (const [pattern, named] of byPattern) {
    const last = pattern.slice(pattern.lastIndexOf('/') + 1)
    const whole = pattern !== `**/${last}`
    const shown = whole ? pattern : last
    const compiled = { whole, named, word: wordOf(shown), glob: once(() => new Minimatch(shown, OPTIONS)) }
    const settled = whole ? compiled : { whole, named, word: '' }
    if (/^\*\.[\w.-]*[\w-]$/.test(last)) file(byEnding, last.slice(1), settled)
    else if (/^[\w.-]*[\w-]$/.test(last)) file(byName, last, settled)
    else others.push(compiled)
  }
  return { names: [...names.keys()], byEnding, byName, others }
}

/** The longest part of a pattern that stands for itself, where its wildcards are plain ones. */
function wordOf(pattern: string): string {
  if (!/^[\w.*?[\]/-]+$/.test(pattern)) return ''
  const words = pattern.split(/\[[^[\]]*\]|[*?[\]/]/)
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest))
}
