import { constantText, positional, valuesIn } from '#formats/code/lookup'
import type { Argument, Call, Code, Entry, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import { onceFor } from '#model/once'
import { type NamedString, STORES } from './named-strings.ts'

type Named = { readonly name: string; readonly value: Value }

/** Passwords that a program logs in with where it connects: `connect(host="db", user="root", password="root")`. */
export function* logins(code: Code): Generator<NamedString> {
  const mails = code.imports.some(({ module }) => /^(?:smtplib|imaplib|poplib)$/.test(module))
  for (const call of code.calls) {
    yield* login(call.args.flatMap(named), call.callee)
    yield* atOnce(call)
    const plain = call.method === 'password' && call.receiver ? constantText(positional(call, 0)) : undefined
    if (plain?.startsWith('{noop}') && plain.length > 6) yield { name: 'password', text: plain.slice(6), range: positional(call, 0)!.range }
    const text = THIRD.test(call.callee) ? positional(call, 2) : undefined
    if (text && constantText(positional(call, 1))) yield* password({ name: `${call.method} password`, value: text })
    const shown = SECOND.test(call.callee) || (mails && call.method === 'login') ? positional(call, 1) : undefined
    if (shown && positional(call, 0) && call.args.length <= 3) yield* password({ name: `${call.method} password`, value: shown })
  }
  for (const { target, value, scope } of code.assignments) {
    const own = target.slice(target.lastIndexOf('.') + 1)
    if ((WHOSE.test(own) || CONSTANT.test(own)) && isMixed(value) && !scope.function && scope.conditions.length === 0)
      yield* password({ name: own, value })
  }
  for (const { entries, callee } of objectsIn(code)) {
    if (entries.some(({ key }) => PASSWORD.test(key)) && !entries.some(({ range }) => isForDevelopers(code, range)))
      yield* login(entries.map(asNamed), callee)
  }
}

/** `get(url, auth=("reporter", "…"))`, `dataSource.setPassword("…")`, `put("mail.smtp.password", "…")`. */
function* atOnce({ args, callee, method }: Call): Generator<NamedString> {
  const pair = args.find(({ name }) => name === 'auth')?.value
  if (pair?.kind === 'list' && pair.items.length === 2 && constantText(pair.items[0]))
    yield* password({ name: 'auth', value: pair.items[1]! })
  const [first, second] = args
  const isSet = args.length === 1 && SETTER.test(callee)
  const isKept = args.length === 2 && STORES.test(method) && SETTING.test(constantText(first?.value) ?? '')
  const value = isSet ? first?.value : isKept ? second?.value : undefined
  if (value && isMixed(value)) yield* password({ name: isSet ? 'password' : constantText(first!.value)!, value })
}

const SETTER = /(?:data_?source|\bds|config|factory|sender|connection|hikari\w{0,20}|jedis|redis)\.set_?password$/i
/** `hibernate.connection.password`. */
const SETTING = /^[\w-]{1,40}(?:\.[\w-]{1,40}){1,6}\.password$/

const CONNECTS = /(?:connect|create_?connection|create_?pool|create_?transport|create_?client|Client|Pool|MailerModule\.forRoot)$/i
/** `getConnection(url, user, password)`, `mysqli_connect(host, user, password)`, `new PDO(dsn, user, password)`. */
const THIRD =
  /(?:^|\.)(?:DriverManager\.getConnection|mysqli_connect|mysqli|PDO|Sequelize|MySQLdb\.connect|pymysql\.connect|smtp\.PlainAuth)$/

/** `SetBasicAuth(user, password)`, `new PasswordAuthentication(user, password)`. */
const SECOND = /(?:^|\.)(?:[sS]etBasicAuth|PasswordAuthentication|NetworkCredential|HTTPBasicAuth|UsernamePasswordCredentials)$/
/** Constants that say whose password they are. */
const WHOSE =
  /^(?:\w{1,30}_)?(?:db|database|mysql|postgres|pg|redis|mongo|rabbitmq|smtp|mail|email|gmail|admin|root|ftp|ssh)_?(?:password|passwd|pass|pwd)$/i

/** A password that is in use, not one to try things with. */
const CONSTANT =
  /^(?!.*(?:TEST|DEFAULT|SAMPLE|DEMO|FAKE|MOCK|EXAMPLE|DUMMY|VALID|WRONG|WEAK|STRONG|OLD|NEW|MIN|MAX|HINT|LABEL|TEXT|MSG|MESSAGE|ERROR))[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_PASSWORD$/

/** `DB_PASSWORD = "PI_DB_PASSWORD"` says under which name it is kept. */
function isMixed(value: Value): boolean {
  const text = constantText(value) ?? ''
  return /[\d@!#&?]/.test(text) && /[a-z]/i.test(text) && !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text)
}

function named({ name, value }: Argument): readonly Named[] {
  return name === undefined ? [] : [{ name, value }]
}

function asNamed({ key, value }: Entry): Named {
  return { name: key, value }
}

const USER = /^(?:db_?)?(?:user|user_?name|uid|login)$/i
const PASSWORD = /^(?:db_?)?(?:password|passwd|pass|pwd)$/i
const PLACE = /^(?:db_?)?(?:host|hostname|server|addr(?:ess)?|database|dbname|db|service|engine|dialect)$/i

/** `callee`: what the group is handed to. */
function* login(group: readonly Named[], callee: string): Generator<NamedString> {
  const secret = group.find(({ name }) => PASSWORD.test(name))
  const user = group.find(({ name }) => USER.test(name))
  // Redis asks for no name.
  const isSomebody = user ? constantText(user.value) : /redis/i.test(callee)
  if (!secret || !isSomebody || !(CONNECTS.test(callee) || group.some(({ name }) => PLACE.test(name)))) return
  yield* password(secret)
}

function* password({ name, value }: Named): Generator<NamedString> {
  const text = constantText(value)
  if (text && text.length < 100 && !BLANK.test(text)) yield { name, text, range: value.range }
}

/** Written to be replaced. */
const BLANK =
  /^[<$%*[{(]|^urn:|your|change|enter|replace|insert|xxx|example|placeholder|redacted|\.{3}|^(?:db_?)?pass(?:word|wd)?$|^string$|\s/i

interface Group {
  readonly entries: readonly Entry[]
  /** What it is handed to, perhaps inside another object. */
  readonly callee: string
}

function* objectsIn({ calls, assignments, functions }: Code): Generator<Group> {
  const seen = new Set<Value>()
  const given: readonly (readonly [Value, string])[] = [
    ...calls.flatMap(({ callee, args }) => args.map(({ value }) => [value, callee] as const)),
    ...assignments.map(({ value }) => [value, ''] as const),
    ...functions.flatMap(({ returns }) => returns.map((value) => [value, ''] as const)),
  ]
  for (const [value, callee] of given) {
    for (const part of valuesIn(value)) {
      if (part.kind !== 'object' || seen.has(part)) continue
      seen.add(part)
      yield { entries: part.entries, callee }
    }
  }
}

/** `development: { … }` of a file with one section for each place. */
function isForDevelopers(code: Code, range: Entry['range']): boolean {
  return sectionsForDevelopers(code).some((section) => encloses(section, range))
}

const sectionsForDevelopers = onceFor(({ entries }: Code) =>
  entries.flatMap(({ key, value }) => (/^(?:development|dev|test|testing|local)$/.test(key) ? [value.range] : [])),
)
