import type { Code } from '#formats/code/view'
import { EXEMPT, HARMS, isContainer, languageFor, writes } from './containers.ts'
import type { StateFact } from './fact.ts'

/** What is asked of a person now and compared with the next request, or must hold wherever that arrives. */
const TELLING =
  /(?:^|_)(?:(?:job|task)_?(?:store|storage|db|status(?:es)?)|rate_?limit(?:er)?_?(?:map|store|storage|hits|entries)|otps?|verification_?codes?|(?:reset|refresh|revoked|blacklisted)_?tokens?|token_?(?:black|block|deny)list|(?:user|chat|login|auth|web|active)_?sessions|session_?(?:store|storage|db|data)|(?:login|failed)_?attempts|carts)(?:_?(?:list|set|store|storage|db|database|dict|map|data|cache|memory))?$/i
export const isTelling = (name: string): boolean => TELLING.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2'))

/** In a file of its own, which others import. */
const SHARED = /^_*(?:sessions|(?:black|block|deny)_?list|otps?|carts)$/i

/** Maps and lists of a module whose name tells that the next request needs them, whoever writes to them. */
export function heldByName(code: Code): readonly StateFact[] {
  if (code.language === 'php' || code.language === 'ruby') return []
  return code.assignments.flatMap(({ target, range, value, scope }) => {
    if (!scope.moduleLevel || scope.class || scope.loops > 0 || !isContainer(value) || EXEMPT.test(target)) return []
    const isTold = isTelling(target) && (code.functions.length === 0 || code.functions.some((func) => writes(func, target)))
    if (!isTold && !(SHARED.test(target) && code.functions.length === 0)) return []
    const advice = 'Keep it in Redis or the database.'
    return [{ subject: target, range, language: languageFor(code), harm: HARMS.state, advice, kind: 'state', isNamed: true, serves: true }]
  })
}
