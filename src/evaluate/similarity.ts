/** Git's default threshold for a rename (`-M50%`). */
export const RENAME_SIMILARITY = 0.5

/**
 * How much of the larger content both share, 0 to 1, as git measures it (`diffcore-delta.c`): content is cut into
 * chunks at line ends or after 64 bytes, and equal chunks count with their bytes.
 */
export function similarity(a: Uint8Array, b: Uint8Array): number {
  const larger = Math.max(a.length, b.length)
  if (larger === 0) return 0
  // Even if all of the smaller one were in the larger.
  if (Math.min(a.length, b.length) / larger < RENAME_SIMILARITY) return 0
  const chunks = chunkSizes(a)
  let shared = 0
  for (const [chunk, size] of chunkSizes(b)) shared += Math.min(size, chunks.get(chunk) ?? 0)
  return shared / larger
}

const CHUNK = 64
const LF = 0x0a

/** Bytes by chunk. */
function chunkSizes(bytes: Uint8Array): Map<string, number> {
  const sizes = new Map<string, number>()
  for (let start = 0; start < bytes.length; ) {
    let end = start
    while (end < bytes.length && end - start < CHUNK && bytes[end] !== LF) end++
    if (end < bytes.length && bytes[end] === LF && end - start < CHUNK) end++
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
    sizes.set(chunk, (sizes.get(chunk) ?? 0) + (end - start))
    start = end
  }
  return sizes
}
