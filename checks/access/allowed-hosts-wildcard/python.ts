import { allowListVerdict } from '#formats/allow-list'
import type { Assignment, Call, Code, Value } from '#formats/code/code'
import { envRead, envReads } from '#formats/code/environment'
import { valuesIn } from '#formats/code/lookup'
import { isDevelopmentFile } from '#formats/debug/setting'
import { productionSettings, reachedInProduction } from '#formats/production'
import { encloses } from '#formats/ranges'
import { FINE, type Verdict, type WebSetting } from '#formats/web-setting'
import type { Fix } from '#model/check'

const HOSTS = { what: 'host', grade: 'high' } as const

/** Django's `ALLOWED_HOSTS`, Starlette's `TrustedHostMiddleware`. */
export function pythonHosts(code: Code): readonly WebSetting[] {
  const effective = productionSettings(code).get('ALLOWED_HOSTS')
  const assignments = [
    ...(effective ? [effective] : []),
    ...code.assignments.filter((one) => isOfClass(one, code) || isAddition(one, code)),
  ]
  return [
    ...assignments.map((assignment) => setting(assignment, code)),
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
  const given = isIt ? call.args.find(({ name }) => name === 'allowed_hosts') : undefined
  if (!given || reachedInProduction(call.scope, code) === 'never') return []
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
