import type { SourceFile } from '#model/snapshot'
import { code } from './code/code.ts'
import { perFile } from './per-file.ts'
import { csharpTokens } from './tokens/csharp.ts'
import { goTokens } from './tokens/go.ts'
import { javaTokens } from './tokens/java.ts'
import { javascriptTokens } from './tokens/javascript.ts'
import { phpTokens, rubyTokens } from './tokens/others.ts'
import { pythonTokens } from './tokens/python.ts'
import type { TokenUse } from './tokens/use.ts'

export type { TokenFault, TokenUse } from './tokens/use.ts'

/** Source files that can hold tokens. */
export const TOKEN_FILES: readonly string[] = ['**/*.{py,js,cjs,mjs,ts,cts,mts,jsx,tsx,go,java,rb,php,cs}']

/** Literals without one of which no JWT is made or read. */
export const TOKEN_HINTS: readonly string[] = ['jwt', 'jsonwebtoken', 'tokenvalidationparameters', 'auth0']

/** Where a file makes, reads and verifies JWTs, with what is wrong about it. */
export const tokens: (file: SourceFile) => readonly TokenUse[] = perFile((file) => {
  const source = code(file)
  switch (source?.language) {
    case 'python':
      return pythonTokens(source)
    case 'javascript':
    case 'typescript':
      return javascriptTokens(source)
    case 'go':
      return goTokens(file, source)
    case 'java':
      return javaTokens(source)
    case 'ruby':
      return rubyTokens(source)
    case 'php':
      return phpTokens(source)
    case 'csharp':
      return csharpTokens(source)
    default:
      return []
  }
})
