import { fromHtml } from 'hast-util-from-html'
import { sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

type Root = ReturnType<typeof fromHtml>
type RootContent = Root['children'][number]
type Element = Extract<RootContent, { type: 'element' }>
type ElementContent = Element['children'][number]
type Text = Extract<ElementContent, { type: 'text' }>

/** GitHub-flavoured Markdown as GitHub shows it: its own list of what HTML may stay, and names and numbers that become links. */
export function renderMarkdown(markdown: string): string {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
  const safe = sanitize(fromHtml(html, { fragment: true })) as Root
  return toHtml({ ...safe, children: safe.children.flatMap((child) => shown(child) as RootContent[]) })
}

/** Inside of these, text is only text. */
const PLAIN = new Set(['a', 'code', 'pre'])

function shown(node: RootContent | ElementContent): (RootContent | ElementContent)[] {
  if (node.type === 'text') return linked(node)
  if (node.type !== 'element') return [node]
  if (node.tagName === 'img') return [withoutImage(node)]
  if (PLAIN.has(node.tagName)) return [node]
  return [{ ...node, children: node.children.flatMap((child) => shown(child) as ElementContent[]) }]
}

/** The page loads nothing from elsewhere; GitHub would fetch the picture through its own proxy. */
function withoutImage({ properties }: Element): Element {
  const text = `image: ${String(properties.alt ?? properties.src ?? '')}`
  return { type: 'element', tagName: 'span', properties: { className: ['image'] }, children: [{ type: 'text', value: text }] }
}

const REFERENCE = /(^|[^\w/`@])(@[a-z\d](?:[a-z\d-]{0,38})(?:\/[\w.-]{1,100})?|#\d{1,10})(?![\w])/gi

/** `@someone` tells that person, and `#12` points at an issue: what output from a repository must never do by accident. */
function linked({ value }: Text): (Text | Element)[] {
  const parts: (Text | Element)[] = []
  let done = 0
  for (const match of value.matchAll(REFERENCE)) {
    const [, before = '', reference = ''] = match
    const start = match.index + before.length
    parts.push({ type: 'text', value: value.slice(done, start) }, link(reference))
    done = start + reference.length
  }
  return [...parts, { type: 'text', value: value.slice(done) }]
}

function link(reference: string): Element {
  const isMention = reference.startsWith('@')
  const properties = { className: [isMention ? 'user-mention' : 'issue-link'], href: isMention ? `/${reference.slice(1)}` : '#' }
  return { type: 'element', tagName: 'a', properties, children: [{ type: 'text', value: reference }] }
}
