import type { SourceFile } from '#model/snapshot'
import type { Code, Func } from '../code/view.ts'
import { joined } from '../routes/route.ts'
import { type Route, reached } from '../routes.ts'
import { sourceOf } from '../tokens/source.ts'
import { isChecking } from './check.ts'
import { KNOWN } from './recognized.ts'

const FILE =
  /(?:^|\/)(?:[\w-]{1,40}[-_.])?web-?_?hooks?(?:[-_.]?(?:routes?|router|routing|handlers?|api))?\.[cm]?[jt]s$|(?:^|\/)web-?_?hooks?\/index\.[cm]?[jt]s$/i
const ROUTER = /^(?:\w+\.)?\w*web_?hooks?_?(?:routes?|router|app)$/i

/**
 * Routes of a router that another file mounts: the file, or the router itself, is called after webhooks, and takes nothing but what is
 * posted to it, from anyone. Their paths are read with what they are most likely mounted at.
 */
export function mounted(file: SourceFile, code: Code, routes: readonly Route[]): readonly Route[] {
  if (code.language !== 'javascript' && code.language !== 'typescript') return routes
  const isOfFile = FILE.test(file.path)
  const isOpen = routes.every(({ method }) => method === 'POST') && !code.calls.some(letsInOnly)
  if (!isOpen) return routes
  return routes.map((route) => {
    const isMounted = route.framework === 'Express' && (isOfFile || ROUTER.test(route.receiver ?? ''))
    if (!isMounted || /hook/i.test(route.path) || MANAGES.test(route.path) || (route.handler && keeps(file, code, route.handler)))
      return route
    return { ...route, path: joined('/webhooks', route.path) }
  })
}

/** What subscribers do there. */
const MANAGES = /\/(?:un)?(?:subscri\w+|register|send|test|trigger|dispatch|deliver|resend|ping|broadcast|emit|notify|validate)\/?$/i

/** `router.use(requireUser)`: those who manage theirs. */
function letsInOnly({ method, args }: Code['calls'][number]): boolean {
  return (
    method === 'use' &&
    args.some(({ value }) => (value.kind === 'name' || value.kind === 'call') && isKnown(value.kind === 'name' ? value.name : value.callee))
  )
}

function isKnown(guard: string): boolean {
  return KNOWN.test(guard) && !isChecking(guard)
}

/** It stores where its caller wants to be told: how a subscription is made. */
function keeps(file: SourceFile, code: Code, handler: Func): boolean {
  return reached(code, handler).some(({ range }) => SUBSCRIBES.test(sourceOf(file, range)))
}

const SUBSCRIBES =
  /\bbody\.(?:url|uri|endpoint|target_?url|callback_?url|events)\b|\{[^{}\n]{0,80}\b(?:url|endpoint|targetUrl|callbackUrl|events)\b[^{}\n]{0,80}\}\s{0,9}=\s{0,9}(?:await\s)?(?:req|request|ctx|c)\b/i
