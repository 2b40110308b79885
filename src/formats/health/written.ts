import type { Range } from '#model/location'
import { nameOf } from '../code/names.ts'
import type { Call, Code, Value } from '../code/view.ts'

/** Paths by which a process is asked how it is. */
export const PATH =
  /^\/?(?:[\w.-]+\/){0,4}_{0,2}(?:health(?:z|s|check|-check|_check)?|ready|readyz|readiness|live|livez|liveness|alive|ping|status|up|(?:lb)?heartbeat|ht)_{0,2}(?:\/(?:ready|readiness|readyz|live|liveness|livez|startup|check|full|deep|detailed|db|status|z))?\/?$/i

const WRITTEN = /health|ready|live|__(?:lb)?heartbeat__/i

/** An endpoint whose route is written by hand, in a table, or configured: of its handler nothing is known. */
export function writtenEndpoint({ strings, calls }: Code): { readonly subject: string; readonly range: Range } | undefined {
  // `if (req.url === '/healthz')`, `case "/healthz":`, `(r'/health$', Health)`
  const written = strings.find(({ text }) => /^\^?\//.test(text) && WRITTEN.test(text) && PATH.test(text.replace(/^\^|\$$/g, '')))
  if (written) return { subject: written.text, range: written.range }
  const path = calls.map(configuredPath).find(Boolean)
  return path && { subject: nameOf(path), range: path.range }
}

/** `router.get(config.healthCheck.path, …)`, `mux.HandleFunc(healthPath, …)`. */
function configuredPath({ receiver, method, args }: Call): Value | undefined {
  const path = args[0]?.value
  const isRoute = receiver !== undefined && /^(?:get|all|head|use|GET|Get|Any|Handle(?:Func)?|MapGet|add_get)$/.test(method)
  return isRoute && path && ROUTERS.test(nameOf(receiver)) && /health|liveness|readiness/i.test(nameOf(path)) ? path : undefined
}

const ROUTERS = /^(?:(?:\w+\.)?\w*(?:[aA]pp|[rR]outer?|[mM]ux|[sS]erver|[eE]ngine|[gG]roup)|http|[reg])$/
