import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import { nameOf } from '../code/names.ts'
import { modulesOf, type Origins, originsOf } from '../code/origins.ts'
import type { Call, Code, Value } from '../code/view.ts'
import type { ExposureFact, ServiceLanguage } from './fact.ts'
import { LIBRARIES, type Libraries } from './libraries.ts'

/** What source code says about how metrics leave the process. */
export function exposedByCode(code: Code): readonly ExposureFact[] {
  const language = languageOf(code)
  const libraries = LIBRARIES[language]
  if (!libraries) return []
  const origin = originsOf(code)
  return [
    ...called(code, language, libraries, origin),
    ...imported(code, language, libraries),
    ...registries(code, language),
    ...urls(code, language),
    ...delegated(code, language, origin, libraries),
  ]
}

export function languageOf({ language }: Code): ServiceLanguage {
  return language === 'javascript' || language === 'typescript' ? 'node' : language
}

function called(code: Code, language: ServiceLanguage, { calls }: Libraries, origin: Origins): ExposureFact[] {
  const names = new Set([...code.calls.map(({ callee }) => callee), ...handed(code)])
  return [...names].flatMap((callee) => {
    const from = origin(withoutInstance(code, callee))
    const found = calls.find(([form]) => form.test(from))
    return found ? [{ says: 'exposed', by: found[1], language } as const] : []
  })
}

/** Handlers are also passed on without a call: `app.add_route("/metrics", handle_metrics)`, `use Prometheus::Middleware::Exporter`. */
function handed({ calls }: Code): string[] {
  return calls.flatMap(({ args }) => args.flatMap(({ value }) => (value.kind === 'name' ? value.name : [])))
}

/** `instrumentator.expose` is `Instrumentator().expose` where that is what the variable holds. */
function withoutInstance(code: Code, callee: string): string {
  const end = callee.indexOf('.')
  const held = end < 0 ? undefined : heldIn(code).get(callee.slice(0, end))
  return held?.kind === 'call' ? `${nameOf(held)}${callee.slice(end)}` : callee
}

/** What variables hold first. */
const heldIn = onceFor(
  ({ assignments }: Code): ReadonlyMap<string, Value> => new Map(assignments.toReversed().map(({ target, value }) => [target, value])),
)

function imported(code: Code, language: ServiceLanguage, { imports, counts }: Libraries): ExposureFact[] {
  const exposing = modulesOf(code).flatMap((module) => {
    const found = imports.find(([form]) => form.test(module))
    return found ? [{ says: 'exposed', by: found[1], language } as const] : []
  })
  const counting = placesOf(code).find(({ module }) => counts.test(module))
  return counting ? [...exposing, { says: 'used', library: counting.module, language, range: counting.range }] : exposing
}

function placesOf({ imports, calls }: Code): readonly { readonly module: string; readonly range: Range }[] {
  const required = calls.flatMap(({ callee, args, range }) => {
    const module = callee === 'require' ? args[0]?.value : undefined
    return module?.kind === 'string' ? [{ module: module.text, range }] : []
  })
  return [...imports.map(({ module, range }) => ({ module, range })), ...required]
}

/** `register.metrics()`, `await promClient.register.metrics()`, `this.registry.metrics()`. */
function registries({ calls }: Code, language: ServiceLanguage): ExposureFact[] {
  const read = (call: Call) => /^(?:metrics|getMetricsAsJSON|getMetricsAsString)$/.test(call.method) && call.args.length === 0
  const isRegistry = ({ receiver }: Call) =>
    receiver !== undefined && /(?:^|\.|_)(?:\w*[rR]egist(?:ry|er)|prom\w*)(?:\(\))?$/.test(nameOf(receiver))
  return language === 'node' && calls.some((call) => read(call) && isRegistry(call)) ? [{ says: 'exposed', by: 'route', language }] : []
}

/** `path("", include("django_prometheus.urls"))`, and the app that asks for it. */
function urls({ strings }: Code, language: ServiceLanguage): ExposureFact[] {
  if (language !== 'python') return []
  if (strings.some(({ text }) => text === 'django_prometheus.urls')) return [{ says: 'exposed', by: 'route', language }]
  const app = strings.find(({ text }) => text === 'django_prometheus')
  return app ? [{ says: 'used', library: app.text, language, range: app.range }] : []
}

const SETS_UP =
  /^_?(?:set_?up|init(?:iali[sz]e)?|configure|register|instrument|install|enable|expose|start|bootstrap|add|use|with|new)_?(?:\w{0,40}_?)?(?:metrics|telemetry|otel|opentelemetry|prometheus|observability|monitoring|instrumentation)(?:_?\w{0,20})$/i

function delegated(code: Code, language: ServiceLanguage, origin: Origins, libraries: Libraries): ExposureFact[] {
  const defined = code.functions.flatMap(({ name }) =>
    name && SETS_UP.test(lastOf(name)) ? [{ says: 'defined', name: lastOf(name) } as const] : [],
  )
  const call = code.calls.find(({ callee, method }) => SETS_UP.test(method) && isFromElsewhere(origin(callee)))
  if (call) return [...defined, { says: 'delegated', to: call.method, language }]
  return [...defined, ...packaged(code, language, libraries)]
}

/** The metrics of a company, in a package of its own: `@acme/prometheus-metrics`. */
function packaged(code: Code, language: ServiceLanguage, { counts }: Libraries): ExposureFact[] {
  const found = language === 'node' && placesOf(code).find(({ module }) => PACKAGE.test(module) && !counts.test(module))
  return found ? [{ says: 'delegated', to: found.module, language }] : []
}

const PACKAGE = /^(?!@(?:opentelemetry|types)\/)(?:@[\w-]+\/)?[\w-]*(?:prometheus|metrics|telemetry|observability)[\w-]*$/

/** Imported, and from no file beside this one. */
function isFromElsewhere(origin: string): boolean {
  return !origin.startsWith('.') && !/opentelemetry\.instrumentation\./.test(origin)
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
