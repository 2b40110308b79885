/** Bytes beyond which a file is not parsed: the largest hand-written files are a fraction of it. */
export const MAX_PARSED_BYTES = 1_000_000

/** How far git itself looks for a NUL to call a file binary (`buffer_is_binary`). */
const BINARY_WINDOW = 8_000

/** The text of a file, or why it cannot be parsed whole. `text` tells whether it looks like text all the same. */
export type Decoded =
  | { readonly text: string; readonly limit?: undefined }
  | { readonly limit: string; readonly looksLikeText: boolean; readonly text?: undefined }

export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes)
  if (encoding === 'utf-8' && bytes.subarray(0, BINARY_WINDOW).includes(0))
    return { limit: 'binary (it has NUL bytes)', looksLikeText: looksLikeText(bytes) }
  if (bytes.length > MAX_PARSED_BYTES) return { limit: `larger than ${MAX_PARSED_BYTES / 1_000_000} MB`, looksLikeText: true }
  return { text: new TextDecoder(encoding).decode(bytes) }
}

/** The same text in UTF-8: literals are looked for in bytes. */
export function asUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = encodingOf(bytes)
  return encoding === 'utf-8' ? bytes : Buffer.from(new TextDecoder(encoding).decode(bytes))
}

/** By byte order mark; everything else is taken for UTF-8, with U+FFFD where it is not. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

/** NUL bytes do not make a text unreadable to whoever wants to read it: what is left without them tells, however many there are. */
function looksLikeText(bytes: Uint8Array): boolean {
  const sample = withoutNul(bytes)
  const isPrintable = (byte: number) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
  const ascii = sample.reduce((count, byte) => count + (isPrintable(byte) && byte < 0x7f ? 1 : 0), 0)
  const printable = sample.reduce((count, byte) => count + (isPrintable(byte) ? 1 : 0), 0)
  const isForeign = printable * 10 >= sample.length * 9 && isUtf8(sample)
  return sample.length > 0 && (ascii * 4 >= sample.length * 3 || isForeign)
}

function withoutNul(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, BINARY_WINDOW))
  let length = 0
  for (let index = 0; index < bytes.length && length < sample.length; index++) if (bytes[index] !== 0) sample[length++] = bytes[index]!
  return sample.subarray(0, length)
}

/** Nearly no binary format is; that the sample may end within a character does not count. */
function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}
