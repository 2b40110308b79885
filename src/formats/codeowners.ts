import { Minimatch } from 'minimatch'
import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { lines, rangeInLine } from './lines.ts'
import { perFile } from './per-file.ts'

/** One line of CODEOWNERS: the later of two that match a path counts. */
export interface OwnerRule {
  readonly pattern: string
  /** `@user`, `@org/team`, `mail@host`; none: the paths are nobody's. */
  readonly owners: readonly string[]
  readonly range: Range
}

/** Where GitHub looks for it: the first that exists counts. */
export const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

export const ownerRules: (file: SourceFile) => readonly OwnerRule[] = perFile((file) =>
  lines(file)
    .slice(0, MOST_LINES)
    .flatMap((line) => {
      const words = line.text
        .slice(0, LONGEST_LINE)
        .split(/(?<!\\)[ \t]+/)
        .filter(Boolean)
      const comment = words.findIndex((word) => word.startsWith('#'))
      const [pattern, ...owners] = comment < 0 ? words : words.slice(0, comment)
      return pattern === undefined || isUnsupported(pattern)
        ? []
        : [{ pattern: pattern.replaceAll('\\ ', ' '), owners, range: rangeInLine(line) }]
    }),
)

const MOST_LINES = 20_000
const LONGEST_LINE = 4000

/** The last rule that matches a path. */
export function ownerRuleOf(rules: readonly OwnerRule[], path: string): OwnerRule | undefined {
  return rules.findLast((rule) => compiledOf(rule).some((glob) => glob.match(path)))
}

/** GitHub takes neither negation nor ranges of characters, and then skips the line. */
function isUnsupported(pattern: string): boolean {
  return /^!|[[\]]/.test(pattern)
}

function compiledOf(rule: OwnerRule): readonly Minimatch[] {
  const known =
    COMPILED.get(rule) ??
    globsOf(rule.pattern).map((glob) => new Minimatch(glob, { dot: true, nonegate: true, nocomment: true, nobrace: true, noext: true }))
  COMPILED.set(rule, known)
  return known
}

const COMPILED = new WeakMap<OwnerRule, readonly Minimatch[]>()

/** As in `.gitignore`: a slash in front or in the middle ties it to the root; a folder stands for what is in it. */
function globsOf(pattern: string): readonly string[] {
  const isFolder = pattern.endsWith('/')
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '')
  const rooted = pattern.startsWith('/') || bare.includes('/') ? bare : `**/${bare}`
  if (isFolder) return [`${rooted}/**`]
  return rooted.endsWith('/*') ? [rooted] : [rooted, `${rooted}/**`]
}
