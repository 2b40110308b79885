import { envRead } from '#formats/code/environment'
import type { Code, Func, Value } from '#formats/code/view'
import { claimed } from '../claims/claims.ts'
import { isFixed, isLiteral, writtenDown } from '../literals.ts'
import { takesAnyone } from '../written/records.ts'
import { isTrifle } from './asks.ts'
import { type Decider, type Decision, deciders, type Fault } from './deciders.ts'
import { letsIn } from './fake-login.ts'
import { pretends } from './pretends.ts'

/** Functions that say who is asking, whether a token, a password or a key is good, and who may go on; and what they only pretend. */
export function decisions(code: Code): readonly Decision[] {
  const found = deciders(code).flatMap((decider): Decision[] => {
    const { is, name, func, place } = decider
    if (is === 'login') {
      const range = letsIn(code, decider)
      return range ? [{ subject: name, range, about: 'login', fault: 'accepted' }] : []
    }
    const fault = faultOf(code, decider)
    const isSilent = !fault && (is === 'guard' || (is === 'proof' && !func.nameRange) || /^(?!use).*session$|^auth$/i.test(name))
    return isSilent ? [] : [{ subject: name, range: place, about: is === 'guard' ? 'proof' : is, fault }]
  })
  return [...found, ...properties(code)]
}

function faultOf(code: Code, decider: Decider): Fault | undefined {
  const { is, func, isNamed } = decider
  if (pretends(code, decider)) return is === 'identity' ? 'constant' : 'accepted'
  if (is === 'identity' && isSetting(func)) return 'constant'
  if (isNamed && takesAnyone(code, func)) return 'anyone'
  return claimed(code, decider) ? 'claimed' : undefined
}

/** What the environment says is the same for all who ask: `return int.Parse(configuration["UserId"])`. */
function isSetting({ name = '', returns: [only, ...more], assignments, calls }: Func): boolean {
  if (!only || more.length > 0 || assignments.length > 1 || !/id$/i.test(name)) return false
  const [given] = assignments
  const value = unwrapped(given && only.kind === 'name' && given.target === only.name ? given.value : only)
  return (
    envRead(value) !== undefined && calls.every((call) => call === value || PARSES.test(call.callee) || envRead(call) || isTrifle(call))
  )
}

function unwrapped(value: Value): Value {
  return value.kind === 'call' && PARSES.test(value.callee) && value.args.length === 1 ? value.args[0]!.value : value
}

const PARSES = /^(?:int\.Parse|long\.Parse|Guid\.Parse|Long\.parseLong|Integer\.parseInt|Number|parseInt|int|str|UUID|uuid\.UUID)$/

/** Of C#: `public Guid UserId => Guid.Parse("…")` in a `CurrentUserService`. */
function properties(code: Code): readonly Decision[] {
  return code.classes.flatMap(({ name, fields }) =>
    /(?:Current|Authenticated|LoggedIn)User(?:Service|Provider|Accessor|Context)?$|^UserContext$/.test(name) &&
    !/mock|fake|test|null|anonymous|system/i.test(name)
      ? fields.flatMap(({ name: field, nameRange, value }): Decision[] =>
          /^(?:Current)?(?:User)?Id$/.test(field) && value && isFixedId(code, value)
            ? [{ subject: `${name}.${field}`, range: nameRange, about: 'identity', fault: 'constant' }]
            : [],
        )
      : [],
  )
}

function isFixedId(code: Code, value: Value): boolean {
  const own = writtenDown(code, value)
  return own.kind === 'call' ? isFixed(own) : own !== value && isLiteral(own)
}
