import { isDevelopmentOnly } from '#formats/code/guards'
import { constantText } from '#formats/code/lookup'
import type { Assignment, Code, Value } from '#formats/code/view'
import type { Range } from '#model/location'
import type { Decision } from './deciders.ts'

/** Variables in which somebody stands who was written down until there is a login: `const userId = 'dev-user-123'`. */
export function standIns(path: string, code: Code): readonly Decision[] {
  if (/(?:^|[/_.-])(?:seeds?|seeders?|scripts?|migrations?|bench|load|cli|cmd|factor(?:y|ies)|notebooks?)(?:[/_.-]|$)/i.test(path))
    return []
  return code.assignments.flatMap((one): Decision[] => {
    const { target, range, scope } = one
    const isOne = NAMED.test(target) ? isWrittenDown(one.value) : USER_ID.test(target) && !scope.moduleLevel && isStandIn(code, one)
    return isOne && !isDevelopmentOnly(scope) ? [{ subject: target, range, about: 'identity', fault: 'constant' }] : []
  })
}

/** The name says it. */
const NAMED = /^(?:HARD_?CODED|MOCK|FAKE|DUMMY|TEMP|PLACEHOLDER)_(?:CURRENT_)?USER_ID$/
const USER_ID = /^(?:current_?)?user_?id$/i

function isWrittenDown(value: Value): boolean {
  return value.kind === 'number' || (constantText(value) ?? '') !== ''
}

/** Its text says it, or a comment does: `userId = 1 // TODO: take it from the session`. */
function isStandIn({ comments }: Code, { value, range, operator }: Assignment): boolean {
  const text = constantText(value)
  if (operator !== '=' || (text === undefined && value.kind !== 'number') || text === '') return false
  if (value.kind === 'number' && value.value <= 0) return false
  if (text !== undefined && /^(?:dev|demo|mock|fake|dummy|hard-?coded)[-_]?user/i.test(text)) return true
  return comments.some((comment) => isBeside(comment.range, range) && UNTIL.test(comment.text))
}

function isBeside(comment: Range, { start, end }: Range): boolean {
  return comment.end.line === start.line - 1 || comment.start.line === end.line
}

const UNTIL =
  /(?:todo|fixme|for now|temporar|replace|placeholder|hard-?coded|mvp|later)[^\n]{0,120}(?:auth|session|login|logged|token|jwt|user)|(?:auth|session|login|token|jwt)[^\n]{0,80}(?:todo|later|not (?:yet )?implemented)/i
