import { isDevelopmentOnly } from '#formats/code/guards'
import { constantText, positional, valuesIn } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import type { Code, Condition, Scope, Value } from '#formats/code/view'
import type { Decision } from '../deciding/deciders.ts'
import { isLiteral, isPlain, isSomebody, namesSomebody, writtenDown } from '../literals.ts'
import { signsInAnyone } from './records.ts'

/** Requests to which the code itself writes who is asking: `req.user = { id: 1 }`, `c.Set("user_id", "1")`. */
export function assignedIdentities(code: Code): readonly Decision[] {
  const set = code.assignments.flatMap(({ target, value, range, scope }): Decision[] => {
    if (!HOLDERS.test(target) || !isMadeUp(target, writtenDown(code, value)) || mayBeMeant(scope)) return []
    return [{ subject: target, range, about: 'identity', fault: 'constant' }]
  })
  const put = code.calls.flatMap((call): Decision[] => {
    const at = /^(?:Set|set|setAttribute)$/.test(call.method) ? 0 : call.callee === 'context.WithValue' ? 1 : -1
    const [key, value] = at < 0 ? [] : [positional(call, at), positional(call, at + 1)]
    const name = key?.kind === 'name' ? key.name : constantText(key)
    if (name === undefined || !value || !WHO.test(name.slice(name.lastIndexOf('.') + 1)) || mayBeMeant(call.scope)) return []
    if (!/^(?:c|ctx|context|req|request|session|context\.WithValue)(?:\.|$)/.test(call.callee) || !isMadeUp(name, writtenDown(code, value)))
      return []
    return [{ subject: `${call.callee} ${name}`, range: call.range, about: 'identity', fault: 'constant' }]
  })
  const anyone = signsInAnyone(code).map(({ name, range }): Decision => ({ subject: name, range, about: 'identity', fault: 'anyone' }))
  return [...set, ...put, ...stated(code), ...anyone]
}

/** `const [user] = useState({ id: '1', name: 'Ann' })` of a provider of sessions. */
function stated({ assignments, calls }: Code): readonly Decision[] {
  return calls.flatMap((call): Decision[] => {
    const [given] = call.args
    if (
      !/^(?:React\.)?useState$/.test(call.callee) ||
      !given ||
      !/(?:auth|session|user)\w{0,12}(?:provider|context)|^use(?:Auth|Session|User)/i.test(call.scope.function ?? '')
    )
      return []
    const to = assignments.find(
      ({ value, target }) => valuesIn(value).some((one) => one.range === call.range) && /^(?:current_?)?(?:user|session)/i.test(target),
    )
    if (!to || !isSomebody(given.value) || NOBODY.test(textsIn(given.value))) return []
    return [{ subject: to.target, range: call.range, about: 'identity', fault: 'constant' }]
  })
}

const HOLDERS =
  /^(?:this\.|self\.)?(?:req|request|ctx|context|c|g|res\.locals|socket(?:\.data)?)\.(?:state\.|locals\.|session\.|auth\.)?(?:user|user_?[iI]d|userID|current_?[uU]ser(?:_?[iI]d)?|identity|principal|actor)$/
const WHO = /^(?:ctx_?|context_?)?(?:current_?)?(?:user|actor|principal|subject)(?:_?(?:id|name))?(?:_?(?:ctx_?)?key)?$/i

function isMadeUp(name: string, value: Value): boolean {
  const text = constantText(value)
  if (text !== undefined) return text !== '' && !/^(?:anonymous|guest|system|none|unknown|null|public)/i.test(text)
  if (value.kind === 'number') return /id$/i.test(name) && value.value !== 0
  if (
    value.kind === 'object' &&
    value.entries.some((entry) => /^(?:user_?)?id$|^sub$|^uid$/i.test(entry.key) && isPlain(entry.value) && namesSomebody(value))
  )
    return !NOBODY.test(textsIn(value))
  return isSomebody(value) && isLiteral(value) && !NOBODY.test(textsIn(value))
}

const NOBODY = /anonymous|guest|system|public|visitor/i

function textsIn(value: Value): string {
  const values =
    value.kind === 'object' ? value.entries.map((entry) => entry.value) : value.kind === 'call' ? value.args.map((one) => one.value) : []
  return values.map((one) => constantText(one) ?? '').join(' ')
}

/** For developers, or where a switch says so; not where it is only asked whether there is a token, or which of ours it is. */
function mayBeMeant(scope: Scope): boolean {
  if (scope.moduleLevel || scope.conditions.some(failsOpen)) return scope.moduleLevel
  return isDevelopmentOnly(scope) || !scope.conditions.every(({ value }) => isAboutToken(value))
}

/** Wherever it is not said that this is production. */
function failsOpen({ text, negated }: Condition): boolean {
  return /prod(?:uction)?['"]/i.test(text) && (negated ? /={2}/ : /!=/).test(text) && !/develop|\bdev\b|test|local/i.test(text)
}

function isAboutToken(value: Value): boolean {
  const names = [...valuesIn(value)].map((one) => (one.kind === 'call' ? one.callee : nameOf(one)))
  return names.some((name) => /token|auth|header|bearer/i.test(name)) && !names.some((name) => SWITCHES.test(name))
}

const SWITCHES = /disabled|enabled|bypass|skip|mode|\benv|config|settings|flag|dev|debug|test|local|mock|verif|valid|decode/i
