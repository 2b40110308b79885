import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whether GitHub signed this body with one of the secrets. In constant time. */
export function isSigned(body: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  const signature = /^sha256=([0-9a-f]{64})$/.exec(header ?? '')?.[1]
  if (signature === undefined) return false
  const given = Buffer.from(signature, 'hex')
  return secrets.map((secret) => timingSafeEqual(given, createHmac('sha256', secret).update(body).digest())).includes(true)
}
