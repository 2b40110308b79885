import { constantText, positional, valuesIn } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import type { Code, Value } from '#formats/code/view'
import type { Comparison } from './comparisons.ts'
import { fieldOf } from './comparisons.ts'
import { LOGS_IN, PASSWORD, USER } from './fields.ts'

/** Whether a comparison asks a list of users and passwords that stands in the code: `u.password === password`, `USERS[name] == password`. */
export function asksList(code: Code): (one: Comparison) => boolean {
  const [some, single] = [listNames(code), singleNames(code)]
  return ({ field, other, text, scope }) => {
    // `CREDENTIALS.find((one) => one.password === password)`: a constant, wherever it stands.
    if (
      other &&
      PASSWORD.test(field) &&
      PASSWORD.test(fieldOf(other)) &&
      scope.inside.some((name) => /^[A-Z][A-Z0-9_]+\.(?:find|some|filter)$/.test(name))
    )
      return true
    const isOfLogin = LOGS_IN.test(scope.function ?? '') || scope.inside.some((name) => LOOKS.test(name))
    if (!isOfLogin || some.size + single.size === 0 || text !== undefined || !other || !PASSWORD.test(field) || AGAIN.test(field))
      return false
    const against = fieldOf(other)
    if (PASSWORD.test(against)) return !AGAIN.test(against) && (some.size > 0 || single.has(rootOf(nameOf(other))))
    const given = other.kind === 'name' ? code.assignments.find(({ target }) => target.split(',')[0] === other.name)?.value : undefined
    return [...valuesIn(given ?? other)].some((part) => some.has(rootOf(part.kind === 'call' ? part.callee : nameOf(part))))
  }
}

const LOOKS = /Strategy$|\.(?:find|some|filter|post|Single(?:OrDefault)?|First(?:OrDefault)?|Any|detect|anyMatch)$/

/** The same password twice in a form, or before it is changed. */
const AGAIN = /confirm|repeat|again|re_?type|re_?enter|verif|new|old|current|2$/i

function rootOf(name: string): string {
  return name.split(/[.[]/)[0]!
}

/** Lists of users with passwords, and maps of users to passwords. */
function listNames({ assignments }: Code): ReadonlySet<string> {
  return new Set(
    assignments.flatMap(({ target, value }) =>
      isMap(target, value) || [...valuesIn(value)].some((one) => holdsUser(target, one)) ? target : [],
    ),
  )
}

/** `admin = { username: 'jack', password: 'secret' }`. */
function singleNames({ assignments }: Code): ReadonlySet<string> {
  return new Set(assignments.flatMap(({ target, value }) => (isUser(value) ? target : [])))
}

/** Part of a list, or named by what it stands under: `{ admin: { password: '…' } }`. */
function holdsUser(target: string, value: Value): boolean {
  if (value.kind === 'list') return value.items.some((item) => isUser(item) || (item.kind === 'call' && isUser(positional(item, 0))))
  const isNamed = /users?$|accounts?$|credentials$|logins?$/i.test(target)
  return value.kind === 'object' && value.entries.some((entry) => isUser(entry.value) || (isNamed && hasPassword(entry.value)))
}

function isUser(value: Value | undefined): boolean {
  if (value?.kind !== 'object') return false
  return hasPassword(value) && value.entries.some((entry) => USER.test(entry.key) && isPlainText(entry.value))
}

function hasPassword(value: Value): boolean {
  return value.kind === 'object' && value.entries.some((entry) => PASSWORD.test(entry.key) && isPlainText(entry.value))
}

/** `USERS = {"admin": "admin123"}`. */
function isMap(target: string, value: Value): boolean {
  const name = target.slice(target.lastIndexOf('.') + 1)
  if (value.kind !== 'object' || value.entries.length === 0 || !/users?$|accounts?$|credentials$|logins?$|passwords$/i.test(name))
    return false
  return value.entries.every((entry) => isPlainText(entry.value) && !PASSWORD.test(entry.key) && !USER.test(entry.key))
}

/** A text that is no hash. */
function isPlainText(value: Value): boolean {
  const text = constantText(value) ?? ''
  return text !== '' && text.length < 40 && !/^\$|^(?:pbkdf2|scrypt|argon2|bcrypt|sha\d)/.test(text)
}
