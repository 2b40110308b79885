import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { grammarOf } from './code/code.ts'
import { isComposePath } from './compose.ts'
import { isSpringPath } from './debug/spring.ts'
import { codeReads } from './secret-reads/code.ts'
import { composeReads } from './secret-reads/compose.ts'
import { erbReads } from './secret-reads/erb.ts'
import type { SecretRead } from './secret-reads/read.ts'
import { springReads } from './secret-reads/spring.ts'

export type { Fallback, SecretRead } from './secret-reads/read.ts'

/** Every secret that a file takes from the environment or from a configuration, with what it falls back to. Throws `Unparsable`. */
export function secretReads(file: SourceFile): readonly SecretRead[] {
  const found = grammarOf(file.path) ? codeReads(file) : isComposePath(file.path) ? composeReads(file) : springIn(file)
  return found.toSorted((a, b) => byPosition(a.range, b.range))
}

function springIn(file: SourceFile): readonly SecretRead[] {
  if (isSpringPath(file.path)) return springReads(file)
  return /(?:^|\/)config\/[\w.-]+\.ya?ml$/.test(file.path) ? erbReads(file) : []
}
