import { matchesGlob } from '#formats/glob'

/** Tells whether one of the globs matches a path; a list is compiled once. */
export { matchesGlob as matches } from '#formats/glob'

/** Controls are chosen by id or by glob: `secrets/*`. */
export function isGlob(pattern: string): boolean {
  return /[*?[\]{}]/.test(pattern)
}

/** Whether a pattern of `controls` speaks of a control. Those about the policy itself are meant only where they are named. */
export function choosesControl(patterns: readonly string[], id: string): boolean {
  const isPolicy = id.startsWith('policy/')
  return matchesGlob(patterns, id) && (!isPolicy || (id !== 'policy/invalid' && patterns[0]?.startsWith('policy/') === true))
}

/** Why a pattern cannot be a glob of paths, if it cannot. */
export function globProblem(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'A glob cannot be empty.'
  if (Buffer.byteLength(pattern) > LONGEST) return `A glob may have at most ${LONGEST} bytes.`
  if (pattern.startsWith('/')) return 'Globs start at the root of the repository: leave out the leading "/".'
  if (pattern.startsWith('./') || pattern.split('/').includes('..'))
    return 'Globs start at the root of the repository: "." and ".." have no meaning.'
  if (pattern.startsWith('!')) return 'A glob cannot be negated here.'
  if (/\\(?![*?[\]{}()!+@\\])/.test(pattern))
    return 'Paths are separated by "/"; "\\" stands only before a character that would be special.'
  if (pattern.endsWith('/')) return `A folder needs "**" after it: "${pattern.slice(0, LONGEST)}**".`
  return undefined
}

const LONGEST = 1024
