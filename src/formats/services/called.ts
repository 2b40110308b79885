import { assignmentOf } from '../code/lookup.ts'
import { originsOf } from '../code/origins.ts'
import type { Call, Code } from '../code/view.ts'
import type { ServiceEntry } from './entry.ts'

/** A constructor by where it comes from, what people call it, and what it makes. */
export type Known = readonly [form: RegExp, framework: string, role: ServiceEntry['role']]

/** The entries that calls of known constructors make. */
export function calledEntries(code: Code, known: readonly Known[]): readonly ServiceEntry[] {
  const origin = originsOf(code)
  return code.calls.flatMap((call) => {
    const from = origin(call.callee)
    const found = known.find(([form]) => form.test(from))
    return found ? [entryAt(code, call, found[1], found[2])] : []
  })
}

export function entryAt(code: Code, call: Call, framework: string, role: ServiceEntry['role']): ServiceEntry {
  return { framework, language: code.language, role, name: nameBeside(code, call), range: call.calleeRange }
}

/** What the result of a call is kept in. */
function nameBeside(code: Code, call: Call): string | undefined {
  return assignmentOf(code, call)?.target
}
