import type { Code } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Decision } from './deciding/deciders.ts'

/** Comments that say that anything is let in: `// For now, accept any token`. What is told of in the same function is told once. */
export function confessions(code: Code, found: readonly Decision[]): readonly Decision[] {
  const faults = found.filter(({ fault }) => fault)
  return code.comments.flatMap(({ text, range }): Decision[] => {
    if (text.length > 600 || !CONFESSES.test(text)) return []
    const [func] = code.functions.filter((one) => encloses(one.range, range)).toReversed()
    const isTold = faults.some((one) => (func ? encloses(func.range, one.range) : Math.abs(one.range.start.line - range.end.line) < 3))
    return isTold ? [] : [{ subject: func?.name ?? 'comment', range, about: 'proof', fault: 'accepted' }]
  })
}

const CONFESSES =
  /\b(?:we |we're |just |will |for now,? |currently )?accept(?:s|ing)? (?:any|all|every|the supplied) (?:token|password|credential|user ?name|login|api key)s?\b(?! (?:type|form|that|which|match|with))|\bbypass(?:es|ing)? auth(?:entication|orization)? for (?:testing|debug\w*|now)\b|\b(?:skip|bypass)(?:s|ping|ing)? (?:the )?(?:token|jwt|signature|password|credentials?) (?:check|validation|verification)s? for now\b/i
