import { lines, rangeInLine } from '#formats/lines'
import { FINE, open, type WebSetting } from '#formats/web-setting'
import type { SourceFile } from '#model/snapshot'

/** A server for all names that hands on the name that the client wrote. */
export function nginxHosts(file: SourceFile): readonly WebSetting[] {
  const found: WebSetting[] = []
  let isCatchAll = false
  for (const line of lines(file)) {
    const text = line.text.replace(/#.*$/, '')
    if (/^\s*server\s*(?:\{|$)/.test(text)) isCatchAll = false
    const names = /^\s*server_name\s+([^;]+);/.exec(text)?.[1]
    if (names !== undefined) isCatchAll = names.trim() === '_' || names.trim() === '""'
    const host = /proxy_set_header\s+Host\s+(\S+?)\s*;/i.exec(text)
    if (!host || (names === undefined && !isCatchAll && host[1] !== '$http_host')) continue
    const isOpen = isCatchAll && host[1] === '$http_host'
    const range = rangeInLine(line, host.index, host.index + host[0].length - 1)
    found.push({ subject: 'proxy_set_header Host', range, verdict: isOpen ? open('hands on any host that a client writes', 'mild') : FINE })
  }
  return found
}
