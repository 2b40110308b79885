import type { SourceFile } from '#model/snapshot'
import { rangeAt } from '../lines.ts'
import type { SecretRead } from './read.ts'
import { isSecretName, literalFallback } from './stakes.ts'

const FETCH = /\bENV\.fetch\(?[ \t]*["'](\w{1,100})["'](?:[ \t]*,[ \t]*["']([^"'\n]{0,300})["'])?\)?/g
const EITHER = /\bENV\[["'](\w{1,100})["']\](?:[ \t]*\|\|[ \t]*["']([^"'\n]{0,300})["'])?/g

/** `password: <%= ENV.fetch("DB_PASSWORD", "postgres") %>` in the YAML of a Rails application; what only developers get is passed over. */
export function erbReads(file: SourceFile): readonly SecretRead[] {
  const { text } = file
  if (!text.includes('<%')) return []
  return [FETCH, EITHER].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): SecretRead[] => {
      const [whole, name = '', fallback] = match
      if (!isSecretName(name) || /^(?:development|test)$/.test(sectionAt(text, match.index))) return []
      const range = rangeAt(file, match.index, match.index + whole.length)
      return [{ name, range, fallback: fallback === undefined ? { is: 'none' } : literalFallback(name, fallback) }]
    }),
  )
}

/** The key at the left border that a place belongs to. */
function sectionAt(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 4000), at).split('\n')
  return before.reduceRight((found, line) => found || (/^(\w+):/.exec(line)?.[1] ?? ''), '')
}
