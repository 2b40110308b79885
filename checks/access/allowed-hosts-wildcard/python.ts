import { allowListVerdict } from '#formats/allow-list'
import type { Assignment, Call, Code, Value } from '#formats/code/code'
import { envRead, envReads } from '#formats/code/environment'
import { resultOf } from '#formats/code/environment/reader'
import { valuesIn } from '#formats/code/lookup'
import { isDevelopmentFile } from '#formats/debug/setting'
import { productionSettings, reachedInProduction } from '#formats/production'
import { encloses } from '#formats/ranges'
import { FINE, open, type Verdict, type WebSetting } from '#formats/web-setting'
import type { Fix } from '#model/check'

const HOSTS = { what: 'host', grade: 'high' } as const

/** Django's `ALLOWED_HOSTS`, Starlette's `TrustedHostMiddleware`. */
export function pythonHosts(code: Code): readonly WebSetting[] {
  const effective = productionSettings(code).get('ALLOWED_HOSTS')
  const assignments = [
    ...(effective ? [effective] : []),
    ...code.assignments.filter((one) => isOfClass(one, code) || isAddition(one, code)),
  ]
  const found = assignments.map((assignment) => setting(assignment, code))
  return [
    ...found,
    ...reads(code).filter(({ range }) => !found.some((one) => encloses(one.range, range))),
    ...code.calls.flatMap((call) => [...appended(call, code), ...trusted(call, code)]),
  ]
}

function setting(assignment: Assignment, code: Code): WebSetting {
  const { target, scope, value, range } = assignment
  const written = allowListVerdict(value, code, HOSTS)
  const verdict = written.is === 'unknown' ? (readIn(value, code) ?? written) : written
  const subject = scope.class ? `${scope.class}.${target}` : target
  return { subject, range, verdict, fix: verdict.is === 'open' ? fixOf(assignment, code) : undefined }
}

/** Hosts that are read elsewhere, or declared: `Env(ALLOWED_HOSTS=(list, ["*"]))`, a field of a settings class. */
function reads(code: Code): WebSetting[] {
  return envReads(code).flatMap(({ name, default: fallback, range, scope }): WebSetting[] => {
    if (!/(?:^|_)ALLOWED_HOSTS$/.test(name) || reachedInProduction(scope, code) === 'never') return []
    const given = fallback?.kind === 'function' ? resultOf(fallback) : fallback
    return [{ subject: name, range, verdict: given ? allowListVerdict(given, code, HOSTS) : FINE }]
  })
}

/** `[host.strip() for host in os.getenv("ALLOWED_HOSTS", "*").split(",")]`: what is read in it decides. */
function readIn({ range }: Value, code: Code): Verdict | undefined {
  const [read, ...others] = envReads(code).filter((one) => encloses(range, one.range))
  if (!read || others.length > 0) return
  return read.default ? allowListVerdict(read.default, code, HOSTS) : FINE
}

/** `class Production(Base): ALLOWED_HOSTS = ['*']`, as django-configurations has it. */
function isOfClass({ target, scope, operator }: Assignment, code: Code): boolean {
  if (target !== 'ALLOWED_HOSTS' || operator !== '=' || !scope.class || scope.function) return false
  const words = scope.class.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').slice(0, 200)
  return !isDevelopmentFile(words) && reachedInProduction(scope, code) !== 'never'
}

function isAddition({ target, operator, scope }: Assignment, code: Code): boolean {
  return target === 'ALLOWED_HOSTS' && operator === '+=' && reachedInProduction(scope, code) === 'always'
}

/** `ALLOWED_HOSTS.append('*')`. */
function appended({ callee, args: [first], range, scope }: Call, code: Code): WebSetting[] {
  if (!/^ALLOWED_HOSTS\.(?:append|extend|insert)$/.test(callee) || !first || reachedInProduction(scope, code) !== 'always') return []
  return [{ subject: callee, range, verdict: allowListVerdict(first.value, code, HOSTS) }]
}

function trusted(call: Call, code: Code): WebSetting[] {
  const isIt = [call.callee, ...call.args.map(({ value }) => (value.kind === 'name' ? value.name : ''))].some((name) =>
    /(?:^|\.)TrustedHostMiddleware$/.test(name),
  )
  if (!isIt || reachedInProduction(call.scope, code) === 'never') return []
  const given = call.args.find(({ name }) => name === 'allowed_hosts')
  const isBare = call.args.every(({ name, value }) => !name && value.kind === 'name')
  if (!given)
    return isBare
      ? [{ subject: 'TrustedHostMiddleware', range: call.range, verdict: open('answers to every host, since none is named') }]
      : []
  return [{ subject: 'TrustedHostMiddleware(allowed_hosts)', range: given.range, verdict: allowListVerdict(given.value, code, HOSTS) }]
}

/** Reads the hosts from the environment; a read that falls back to the wildcard falls back to none. */
function fixOf({ value, operator }: Assignment, { imports }: Code): Fix | undefined {
  for (const part of valuesIn(value)) {
    const fallback = envRead(part)?.default
    if (!fallback) continue
    if (fallback.kind !== 'string') return
    return { title: 'Answer to no host unless it is named', edits: [{ range: fallback.range, text: "''" }] }
  }
  const isLiteral = value.kind === 'list' && value.items.every(({ kind }) => kind === 'string')
  if (!isLiteral || operator !== '=' || !imports.some(({ module, alias }) => module === 'os' && alias === 'os')) return
  return {
    title: 'Read the hosts from the environment',
    edits: [{ range: value.range, text: "os.getenv('ALLOWED_HOSTS', '').split(',')" }],
  }
}
