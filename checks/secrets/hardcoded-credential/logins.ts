import { constantText, positional, valuesIn } from '#formats/code/lookup'
import type { Argument, Call, Code, Entry, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { NamedString } from './named-strings.ts'

type Named = { readonly name: string; readonly value: Value }

/** Passwords that a program logs in with where it connects: `connect(host="db", user="root", password="root")`. */
export function* logins(code: Code): Generator<NamedString> {
  for (const call of code.calls) {
    yield* login(call.args.flatMap(named), CONNECTS.test(call.callee))
    const text = THIRD.test(call.callee) ? positional(call, 2) : undefined
    if (text && constantText(positional(call, 1))) yield* password({ name: `${call.method} password`, value: text })
  }
  for (const { entries, connects } of objectsIn(code)) {
    if (entries.some(({ key }) => PASSWORD.test(key)) && !entries.some(({ range }) => isForDevelopers(code, range)))
      yield* login(entries.map(asNamed), connects)
  }
}

const CONNECTS = /(?:connect|create_?connection|create_?pool|create_?transport|create_?client|Client|Pool|MailerModule\.forRoot)$/i
/** `getConnection(url, user, password)`, `mysqli_connect(host, user, password)`, `new PDO(dsn, user, password)`. */
const THIRD = /(?:^|\.)(?:DriverManager\.getConnection|mysqli_connect|mysqli|PDO|Sequelize)$/

function named({ name, value }: Argument): readonly Named[] {
  return name === undefined ? [] : [{ name, value }]
}

function asNamed({ key, value }: Entry): Named {
  return { name: key, value }
}

const USER = /^(?:db_?)?(?:user|user_?name|uid|login)$/i
const PASSWORD = /^(?:db_?)?(?:password|passwd|pass|pwd)$/i
const PLACE = /^(?:db_?)?(?:host|hostname|server|addr(?:ess)?|database|dbname|db|service|engine|dialect)$/i

function* login(group: readonly Named[], connects: boolean): Generator<NamedString> {
  const secret = group.find(({ name }) => PASSWORD.test(name))
  const user = group.find(({ name }) => USER.test(name))
  if (!secret || !user || !constantText(user.value) || !(connects || group.some(({ name }) => PLACE.test(name)))) return
  yield* password(secret)
}

function* password({ name, value }: Named): Generator<NamedString> {
  const text = constantText(value)
  if (text && text.length < 100 && !BLANK.test(text)) yield { name, text, range: value.range }
}

/** Written to be replaced. */
const BLANK = /^[<$%*[{(]|your|change|enter|replace|insert|xxx|example|placeholder|redacted|\.{3}|^(?:db_?)?pass(?:word|wd)?$|^string$|\s/i

interface Group {
  readonly entries: readonly Entry[]
  /** It is handed to what connects, perhaps inside another object. */
  readonly connects: boolean
}

function* objectsIn({ calls, assignments, functions }: Code): Generator<Group> {
  const seen = new Set<Value>()
  const given: readonly (readonly [Value, boolean])[] = [
    ...calls.flatMap((call: Call) => call.args.map(({ value }) => [value, CONNECTS.test(call.callee)] as const)),
    ...assignments.map(({ value }) => [value, false] as const),
    ...functions.flatMap(({ returns }) => returns.map((value) => [value, false] as const)),
  ]
  for (const [value, connects] of given) {
    for (const part of valuesIn(value)) {
      if (part.kind !== 'object' || seen.has(part)) continue
      seen.add(part)
      yield { entries: part.entries, connects }
    }
  }
}

/** `development: { … }` of a file with one section for each place. */
function isForDevelopers({ entries }: Code, range: Entry['range']): boolean {
  return entries.some((one) => /^(?:development|dev|test|testing|local)$/.test(one.key) && encloses(one.value.range, range))
}
