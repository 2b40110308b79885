import { grammarOf } from '#formats/code/code'
import { nesting } from '#formats/nesting'
import { secretReads } from '#formats/secret-reads'
import type { SourceFile } from '#model/snapshot'
import { codeCredentials } from './code.ts'
import { configCredentials } from './config.ts'
import type { Credentials } from './credential.ts'

export type { Credential, Credentials } from './credential.ts'

const NOTHING: Credentials = { found: [], harmless: [] }

/**
 * The credentials that are written into a file of source code or configuration, and the settings that could hold one and
 * do not. Fallbacks of reads are not among them: those are `secretReads`. Throws `Unparsable`.
 */
export function credentials(file: SourceFile): Credentials {
  if (isExamplePath(file.path)) return NOTHING
  const { found, harmless } = grammarOf(file.path) ? codeCredentials(file) : configCredentials(file)
  if (found.length === 0) return { found, harmless }
  const readsAround = nesting(secretReads(file))
  return { found: found.filter(({ range }) => readsAround(range).length === 0), harmless }
}

/** Files to be copied: what they hold is looked at as an example. */
function isExamplePath(path: string): boolean {
  return /\.(?:example|sample|template|dist|tpl)$|(?:[._-](?:example|sample)|\.(?:template|dist))\.\w+$|[-_]template\.\w+$|(?:^|\/)(?:example|sample|template)\.env$|(?:^|\/)(?:example|sample)\.[\w.-]+$|\.env[.-](?:example|sample|template|dist)/i.test(
    path,
  )
}
