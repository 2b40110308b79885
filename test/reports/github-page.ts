import { fromHtml } from 'hast-util-from-html'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { gfmToHtml } from './gfm.ts'

/** Markdown as GitHub shows it: GFM, through GitHub's own list of allowed elements. */
export function githubHtml(markdown: string): string {
  return toHtml(sanitize(fromHtml(gfmToHtml(markdown), { fragment: true }), defaultSchema))
}

const CSS = `
:root { color-scheme: light dark; --fg: #1f2328; --muted: #59636e; --bg: #fff; --line: #d1d9e0; --soft: #f6f8fa; --link: #0969da }
@media (prefers-color-scheme: dark) {
  :root { --fg: #f0f6fc; --muted: #9198a1; --bg: #0d1117; --line: #3d444d; --soft: #151b23; --link: #4493f8 }
}
body { margin: 0; padding: 24px; background: var(--bg); color: var(--fg); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji" }
main { max-width: 920px; margin: auto } h1 { font-size: 20px; font-weight: 600 } h2, h3 { border: 0; margin: 24px 0 12px; line-height: 1.25 }
a { color: var(--link); text-decoration: none } table { border-collapse: collapse; display: block; max-width: 100%; overflow: auto; margin-bottom: 16px }
th, td { border: 1px solid var(--line); padding: 6px 13px } tr:nth-child(2n) { background: var(--soft) }
code { background: #818b981f; border-radius: 6px; padding: .2em .4em; font: 85% ui-monospace, "DejaVu Sans Mono", monospace; white-space: break-spaces }
pre { background: var(--soft); border-radius: 6px; padding: 16px; overflow: auto } pre code { background: none; padding: 0; white-space: pre }
hr { height: 4px; border: 0; background: var(--line) } li { margin-top: .25em } details { margin-bottom: 12px }
`

/** A page that looks enough like the "Checks" tab to judge the layout. */
export function githubPage({ title, summary, text }: { title: string; summary: string; text?: string | undefined }): string {
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const details = text === undefined ? '' : `<h1>DETAILS</h1>${githubHtml(text)}`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped}</title><style>${CSS}</style><main><h1>${escaped}</h1>${githubHtml(summary)}${details}</main></html>`
}
