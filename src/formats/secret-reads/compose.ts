import type { SourceFile } from '#model/snapshot'
import { composeServices, isDevelopmentCompose } from '../compose.ts'
import { rangeAt } from '../lines.ts'
import { walk, written } from '../yaml.ts'
import type { SecretRead } from './read.ts'
import { isSecretName, literalFallback } from './stakes.ts'

/** `${JWT_SECRET:-secret}` in the services of a Compose file. */
export function composeReads(file: SourceFile): readonly SecretRead[] {
  if (isDevelopmentCompose(file.path) || !file.text.includes('${')) return []
  const seen = new Set<number>()
  return composeServices(file).flatMap(({ node, name: service }) =>
    [...walk(node)].flatMap((scalar) => {
      if (scalar.kind !== 'scalar' || seen.has(scalar.start)) return []
      seen.add(scalar.start)
      return readsIn(file, written(scalar), scalar.start, service)
    }),
  )
}

const READ = /\$\{([A-Za-z_]\w{0,100})(?:(:?[-?])([^{}]*))?\}/g

function readsIn(file: SourceFile, text: string, start: number, service: string): readonly SecretRead[] {
  return [...text.matchAll(READ)].flatMap((match) => {
    const [whole, name = '', operation = '', word = ''] = match
    // `$${X}` is for the shell inside of the container.
    if (!isSecretName(name) || text[match.index - 1] === '$') return []
    const range = rangeAt(file, start + match.index, start + match.index + whole.length)
    const fallback = operation.endsWith('-') ? literalFallback(name, word) : ({ is: 'none' } as const)
    const fix = { title: `Require ${name} instead of falling back`, edits: [{ range, text: `\${${name}:?required}` }] }
    return [{ name: `${name} in service ${service}`, range, fallback, ...(fallback.is === 'literal' && { fix }) }]
  })
}
