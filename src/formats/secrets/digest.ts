/**
 * Tells whether the value behind a name is still the same. 32 bits: enough to see a replacement, and too few to bring back
 * a secret, whatever the hash (most values share theirs with billions of others). Never rendered or logged all the same.
 */
export function digest(secret: string): string {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let at = 0; at < secret.length; at++) {
    const unit = secret.charCodeAt(at)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ (unit + at), 0xc2b2ae35)
  }
  return mixed(a ^ mixed(b ^ secret.length))
    .toString(16)
    .padStart(8, '0')
}

/** Every bit of the input moves about half of the output (the finaliser of MurmurHash3). */
function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
