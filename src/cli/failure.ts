/** A person's mistake on the command line or in a policy: exit 2, the message says what, where and how to mend it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The App's store is there and cannot be used: exit 3. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** Exit codes of the contract (design, section 9b). */
export const EXIT = { passed: 0, gateFailed: 1, usage: 2, notEvaluated: 3 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** What went wrong, in words for the person at the terminal, and the exit code that belongs to it. */
export function explain(error: unknown): { readonly message: string; readonly exit: ExitCode } {
  const { name = 'Error', message = String(error) } = error as Partial<Error>
  if (['UsageError', 'UnknownRevision', 'NotARepository'].includes(name)) return { message, exit: EXIT.usage }
  if (name === 'StoreError') return { message, exit: EXIT.notEvaluated }
  if (name === 'GitError') return { message: `git: ${message}`, exit: EXIT.notEvaluated }
  return { message: `Could not evaluate: ${message}`, exit: EXIT.notEvaluated }
}
