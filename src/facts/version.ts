import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Set by `npm run build` in the bundle, where the sources are no longer files. */
declare const READINESS_SOURCES_DIGEST: string | undefined

/** Everything that facts and what is judged of them depend on besides files and policy: the checks, what they are made of, and the parsers' versions. */
export function sourcesDigest(): string {
  if (typeof READINESS_SOURCES_DIGEST === 'string') return READINESS_SOURCES_DIGEST
  return digestOf(fileURLToPath(new URL('../../', import.meta.url)))
}

/** The digest of the sources in a checkout of this project. */
export function digestOf(root: string): string {
  const hash = createHash('sha256')
  for (const path of globSync('{checks,src/formats,src/model,src/evaluate,src/facts,src/policy}/**/*.ts', { cwd: root }).toSorted())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
  const lock = join(root, 'package-lock.json')
  return hash
    .update(existsSync(lock) ? readFileSync(lock) : '')
    .digest('hex')
    .slice(0, 32)
}
