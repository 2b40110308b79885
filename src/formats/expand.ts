/** Stands in a text for what a variable decides elsewhere. */
export const HOLE = '\uFFFC'

export type Lookup = (name: string) => string | undefined

const MAX_LENGTH = 10_000
const MAX_DEPTH = 5

/**
 * Puts values in the place of `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}`, as shells, Compose and Dockerfiles do.
 * Without a value the default counts; without a default, or for any other operation, a `HOLE` is left.
 */
export function expand(text: string, lookup: Lookup = () => undefined, depth = 0): string {
  if (!text.includes('$')) return text
  if (text.length > MAX_LENGTH || depth > MAX_DEPTH) return HOLE
  let expanded = ''
  let at = 0
  while (at < text.length) {
    const dollar = text.indexOf('$', at)
    if (dollar < 0) break
    expanded += text.slice(at, dollar)
    // Variables made of variables double their length.
    if (expanded.length > MAX_LENGTH) return HOLE
    const end = endOf(text, dollar)
    expanded += resolved(text.slice(dollar, end), lookup, depth)
    at = end
  }
  return expanded + text.slice(at)
}

/** The names of all variables in a text, defaults included. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => match[1]!)
}

function endOf(text: string, dollar: number): number {
  if (text[dollar + 1] === '$') return dollar + 2
  if (text[dollar + 1] !== '{') {
    const name = /[A-Za-z_]\w*/y
    name.lastIndex = dollar + 1
    return name.test(text) ? name.lastIndex : dollar + 1
  }
  let open = 0
  for (let at = dollar + 1; at < text.length; at++) {
    if (text[at] === '{') open++
    else if (text[at] === '}' && --open === 0) return at + 1
  }
  return text.length
}

function resolved(written: string, lookup: Lookup, depth: number): string {
  if (written === '$$' || written === '$') return '$'
  const parts = /^\$\{([A-Za-z_]\w*)(:?[-+?]|)([\s\S]*)\}$/.exec(written)
  if (!parts) return lookup(written.slice(1)) ?? HOLE
  const [, name, operation, word] = parts as unknown as [string, string, string, string]
  const value = lookup(name)
  const isSet = value !== undefined && (value !== '' || !operation.startsWith(':'))
  if (operation === '' && word === '') return value ?? HOLE
  if (operation.endsWith('-')) return isSet ? value : expand(word, lookup, depth + 1)
  if (operation.endsWith('?') && isSet) return value
  return operation.endsWith('+') && isSet ? expand(word, lookup, depth + 1) : HOLE
}
