import type { SourceFile } from '#model/snapshot'
import type { Code } from '../code/view.ts'
import type { Route } from './route.ts'

const FILED =
  /(?:^|\/)(?:(?:app|routes)\/(.{1,200})\/(?:route|\+server)|pages\/(api\/.{1,200}))\.[cm]?[jt]sx?$|^(?:[\w-]{1,40}\/)?(api\/.{1,200})\.[cm]?[jt]s$/

/** A cheap look before parsing; what never speaks of POST only answers questions. */
export function mayBeFiled({ path, text }: SourceFile): boolean {
  return FILED.test(path) && /\bPOST\b/.test(text)
}

/** Next.js, SvelteKit and Vercel name routes after their files: `app/api/webhooks/stripe/route.ts`, `pages/api/webhook.ts`, `api/webhook.js`. What they post to. */
export function filedRoutes({ path }: SourceFile, code: Code): readonly Route[] {
  if (code.language !== 'typescript' && code.language !== 'javascript') return []
  const [, app, page, bare] = FILED.exec(path) ?? []
  const named = (name: string | undefined) => name === (app ? 'POST' : 'handler') || (!app && name === 'default')
  const filed = app ?? page ?? bare
  const handler = filed ? code.functions.find(({ name, scope }) => named(name) && scope.moduleLevel) : undefined
  // In a folder called api may stand anything.
  if (!filed || !handler || (bare && !/^_?req/.test(handler.params[0]?.name ?? ''))) return []
  const own = `/${filed.replace(/\/index$/, '')}`
  const range = handler.nameRange ?? { start: handler.range.start, end: handler.bodyRange?.start ?? handler.range.end }
  return [
    {
      framework: 'Next.js',
      kind: 'http',
      language: code.language,
      method: 'POST',
      path: own,
      subject: `POST ${own}`,
      name: handler.name,
      guards: [],
      handler,
      range,
    },
  ]
}
