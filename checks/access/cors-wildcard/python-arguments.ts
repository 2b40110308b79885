import type { Call, Code } from '#formats/code/code'
import { originsOf } from '#formats/code/origins'
import { reachedInProduction } from '#formats/production'
import { open, type WebSetting } from '#formats/web-setting'
import { isTurnedOn, originsVerdict } from './origins.ts'

interface Taker {
  readonly of: RegExp
  readonly argument: string
  /** Without the argument every origin is allowed. */
  readonly isOpen?: boolean
}

const TAKERS: readonly Taker[] = [
  { of: /^(?:litestar|starlite)(?:\.\w+)*\.CORSConfig$/, argument: 'allow_origins', isOpen: true },
  { of: /^chalice(?:\.\w+)*\.CORSConfig$/, argument: 'allow_origin', isOpen: true },
  { of: /^quart_cors\.(?:cors|route_cors)$/, argument: 'allow_origin', isOpen: true },
  { of: /^falcon(?:\.\w+)*\.(?:App|API)$/, argument: 'cors_enable' },
]

/** Litestar, Chalice, Quart, Falcon and aiohttp: each takes its origins under a name of its own. */
export function argumentCors(code: Code): readonly WebSetting[] {
  const origin = originsOf(code)
  const taken = code.calls.flatMap((call) => {
    const taker = TAKERS.find(({ of }) => of.test(origin(call.callee)))
    return taker && reachedInProduction(call.scope, code) !== 'never' ? settingOf(call, taker, code) : []
  })
  return [...taken, ...resources(code, origin)]
}

function settingOf(call: Call, { argument, isOpen }: Taker, code: Code): WebSetting[] {
  const given = call.args.find(({ name }) => name === argument)
  const subject = `${call.method}(${argument})`
  const withCredentials = isTurnedOn(call.args.find(({ name }) => name === 'allow_credentials')?.value, code)
  if (given) return [{ subject, range: given.range, verdict: originsVerdict(given.value, code, withCredentials) }]
  const isSpread = call.args.some(({ value }) => value.kind === 'unary')
  return isOpen && !isSpread ? [{ subject, range: call.range, verdict: open('allows every origin, since none is named') }] : []
}

/** `aiohttp_cors.setup(app, defaults={"*": aiohttp_cors.ResourceOptions(…)})`. */
function resources({ entries }: Code, origin: (name: string) => string): WebSetting[] {
  return entries.flatMap(({ key, keyRange, value }) =>
    key === '*' && value.kind === 'call' && origin(value.callee) === 'aiohttp_cors.ResourceOptions'
      ? [{ subject: 'ResourceOptions', range: keyRange, verdict: open('allows every origin') }]
      : [],
  )
}
