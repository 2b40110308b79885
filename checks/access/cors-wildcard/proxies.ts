import { rangeAt } from '#formats/lines'
import { FINE, open, unknown, type Verdict, type WebSetting } from '#formats/web-setting'
import type { SourceFile } from '#model/snapshot'
import { isAny } from './origins.ts'

const HEADER =
  /^[ \t]*(?:more_set_headers|add_header|header|Header[ \t]+(?:always[ \t]+)?(?:set|add))[ \t]+["']?Access-Control-Allow-Origin["']?[: \t]+["']?([^\s"';]+)/gim

/** What nginx, Apache and Caddy are told to answer; also where a manifest holds their configuration. */
export function proxyCors(file: SourceFile): WebSetting[] {
  return [...file.text.matchAll(HEADER)].map((match) => {
    const lead = match[0].length - match[0].trimStart().length
    const range = rangeAt(file, match.index + lead, match.index + match[0].length)
    return { subject: 'Access-Control-Allow-Origin', range, verdict: isAsset(file.text, match.index) ? FINE : textVerdict(match[1]!) }
  })
}

/** `location ~* \.(woff2|svg)$`, `location /uploads/ { alias …; }`: what is in every page may be read by every page. */
function isAsset(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2000), at)
  if (/<FilesMatch[^<]*$/i.test(before)) return true
  const location = before.lastIndexOf('location ')
  if (location < 0 || before.slice(location).includes('}')) return false
  const head = before.slice(location, before.indexOf('{', location) + 1)
  if (/woff|ttf|eot|svg|\bpng|\bjpg|\bcss|\/(?:static|assets|fonts|media|images)\b/i.test(head)) return true
  const body = before.slice(location) + text.slice(at, at + 2000).split('}', 1)[0]!
  return /^[ \t]*(?:alias|root|try_files)\b/m.test(body) && !/_pass\b|@\w|^[ \t]*return\b/m.test(body)
}

/** What a text says that stands for a list of origins. */
export function textVerdict(value: string): Verdict {
  if (isAny(value)) return open('allows every origin')
  if (value === '$http_origin') return open('answers every origin as allowed')
  return /^\$|\{\{/.test(value) ? unknown('A variable decides it.') : FINE
}
