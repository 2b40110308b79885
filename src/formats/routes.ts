import { byPosition, type Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Code, code } from './code/code.ts'
import type { Call, Func } from './code/view.ts'
import { perFile } from './per-file.ts'
import { calledRoutes } from './routes/called.ts'
import { conventionalRoutes } from './routes/conventional.ts'
import { decoratedRoutes } from './routes/decorated.ts'
import { functionNamed, type Route } from './routes/route.ts'

export type { Route } from './routes/route.ts'

/** Source files that can hold routes. */
export const ROUTE_FILES: readonly string[] = ['**/*.{py,js,cjs,mjs,ts,cts,mts,go,java,rb,php,cs}']

/** The routes and gRPC methods that a file registers or handles, from top to bottom. */
export const routes: (file: SourceFile) => readonly Route[] = perFile((file) => {
  if (!LIKELY_ROUTES.test(file.text)) return []
  const source = code(file)
  if (!source) return []
  const found = [...decoratedRoutes(source), ...calledRoutes(source), ...conventionalRoutes(source)]
  return found.toSorted((a, b) => byPosition(a.range, b.range))
})

/** A cheap look before parsing. */
const LIKELY_ROUTES =
  /\b(?:get|post|put|patch|delete|all|any|route|api_route|add_\w+|path|re_path|url|api_view|require_POST|require_http_methods)\s*\(|\b(?:GET|POST|PUT|PATCH|DELETE|HandleFunc|Handle|Get|Post|Put|Patch|Delete|Map(?:Get|Post|Put|Patch|Delete))\s*\(|Mapping\b|\[Http|@(?:GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|All|GrpcMethod)\b|Controller\b|View(?:Set)?\b|Servicer\b|ImplBase\b|ServerCallContext|context\.Context|@require_POST\b|^\s*(?:get|post|put|patch|delete) ['"]/m

/** Functions of the same file that a function runs, itself first, as far as names tell. */
export function reached(code: Code, from: Func): readonly Func[] {
  const found = new Set([from])
  for (const func of found) {
    if (found.size > MAX_REACHED) break
    for (const call of func.calls) {
      const next = isLocal(call) ? functionNamed(code, call.callee) : undefined
      if (next?.bodyRange) found.add(next)
    }
  }
  return [...found]
}

const MAX_REACHED = 50

/** `save()`, `self.save()`, `this.save()`, and a method of a Go receiver, `s.save()`. */
function isLocal({ callee }: Call): boolean {
  return /^(?:(?:self|this|cls|[a-z]{1,4})\.)?[A-Za-z_]\w*$/.test(callee)
}

/** Something stands in this place. */
export function isInside(inner: Range, outer: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end)
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column)
}
