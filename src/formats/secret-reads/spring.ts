import type { SourceFile } from '#model/snapshot'
import { rangeAt } from '../lines.ts'
import type { Pair } from '../pair.ts'
import { springPairs } from '../spring-profiles.ts'
import type { SecretRead } from './read.ts'
import { isSecretName, literalFallback } from './stakes.ts'

/** `password: ${DB_PASSWORD:postgres}`: Spring takes what stands after the colon where the variable is not set. */
export function springReads(file: SourceFile): readonly SecretRead[] {
  if (!file.text.includes('${')) return []
  return springPairs(file).flatMap((pair) => readsIn(file, pair))
}

function readsIn(file: SourceFile, { name: key, value, start }: Pair): readonly SecretRead[] {
  return [...value.matchAll(/\$\{([A-Za-z_][\w.-]{0,100})(?::([^{}]*))?\}/g)].flatMap((match) => {
    const [whole, variable = '', fallback] = match
    const name = isSecretName(variable) ? variable : whole === value.trim() && isSecretName(key) ? key : undefined
    if (!name) return []
    const range = rangeAt(file, start + match.index, start + match.index + whole.length)
    return [{ name, range, fallback: fallback === undefined ? { is: 'none' } : literalFallback(name, fallback) }]
  })
}
