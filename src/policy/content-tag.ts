/**
 * Four letters that change with the secret: enough to tell that it was replaced, too few to tell anything about it. No
 * digits, so that YAML never takes one for a number.
 */
export function contentTag(secretDigest: string): string {
  let bits = 0x811c9dc5
  for (let at = 0; at < secretDigest.length; at++) bits = Math.imul(bits ^ secretDigest.charCodeAt(at), 0x01000193)
  const mixed = (bits ^ (bits >>> 15)) & 0xffff
  return [12, 8, 4, 0].map((shift) => LETTERS[(mixed >>> shift) & 15]).join('')
}

const LETTERS = 'bcdfghjklmnpqrst'
