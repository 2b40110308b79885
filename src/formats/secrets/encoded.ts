/**
 * The text that a value encodes in base64, as Secrets of Kubernetes do: what it says counts, not how it looks encoded.
 * `undefined` where it encodes no text, which is nearly always so for random characters.
 */
export function encodedText(value: string): string | undefined {
  if (value.length < 8 || value.length > MAX_LENGTH || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return
  const text = decoded(value).replace(/\n$/, '')
  return text !== '' && /^[\t\r\n\x20-\x7e]+$/.test(text) && !HEADER.test(text) ? text : undefined
}

/** Of a signed token, which is read as one. */
const HEADER = /^\{"(?:alg|typ|kid)":/

const MAX_LENGTH = 20_000

function decoded(value: string): string {
  try {
    return atob(value)
  } catch {
    return ''
  }
}
