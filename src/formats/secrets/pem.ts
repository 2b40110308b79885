import { entropy } from './entropy.ts'
import { hasPlaceholderSyntax } from './placeholders.ts'
import type { Candidate } from './shape.ts'

/** Whether a private key with a body stands here, from its first to its last line, on one line or many. */
export function readPrivateKey(text: string, at: number): Candidate | undefined {
  HEADER.lastIndex = at
  const header = HEADER.exec(text)
  if (!header) return
  const bodyStart = at + header[0].length
  const bodyEnd = endOfBody(text, bodyStart)
  const footer = /^-----END [A-Z0-9 ]{0,60}-----/.exec(text.slice(bodyEnd, bodyEnd + 80))
  if (!footer) return
  const verdict = judge(header[0], text.slice(bodyStart, bodyEnd))
  return { kind: 'private_key', label: 'private key', verdict, start: at, end: bodyEnd + footer[0].length }
}

const HEADER = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y

/** Header lines of encrypted keys hold single dashes; five of them only stand at the end. */
function endOfBody(text: string, from: number): number {
  const end = text.indexOf('-----', from)
  return end < 0 ? text.length : end
}

function judge(header: string, body: string): Candidate['verdict'] {
  if (hasPlaceholderSyntax(body)) return 'placeholder'
  const key = body
    .replaceAll(/\\[nrt]/g, '\n')
    .replaceAll(/(?<![A-Za-z-])[A-Za-z-]{1,40}: [^\r\n]*/g, '')
    .replaceAll(/[^A-Za-z0-9+/=]/g, '')
  if (key.length < 60 || new Set(key).size < 20 || entropy(key) < 4.2) return 'placeholder'
  return /ENCRYPTED/.test(header + body.slice(0, 200)) ? 'likely' : 'live'
}
