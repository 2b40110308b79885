import { RE2JS } from 're2js'

/** A user's pattern on an engine whose time grows with the text only, or why it is none. */
export function compilePattern(pattern: string): { readonly regex: RE2JS } | { readonly fault: string } {
  if (pattern.length > LONGEST) return { fault: `A pattern may have at most ${LONGEST} characters.` }
  try {
    return { regex: RE2JS.compile(pattern) }
  } catch (error) {
    return { fault: explained(pattern, error instanceof Error ? error.message : String(error)) }
  }
}

const LONGEST = 500

function explained(pattern: string, message: string): string {
  if (/\(\?<?[=!]/.test(pattern))
    return 'Lookahead and lookbehind are not supported (RE2 syntax): say the rest with a second control or with `where`.'
  if (/\\[1-9]/.test(pattern)) return 'Backreferences are not supported (RE2 syntax).'
  return `This is no valid pattern (RE2 syntax): ${message.slice(0, 120)}`
}
