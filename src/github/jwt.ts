import { createPrivateKey, type KeyObject, sign } from 'node:crypto'

export interface AppKey {
  readonly appId: number
  readonly key: KeyObject
}

/** Reads a PEM as GitHub hands it out (PKCS#1), as others write it (PKCS#8), with escaped line ends, or in Base64. */
export function readAppKey(appId: number, text: string): AppKey {
  const unescaped = text.trim().replace(/^"|"$/g, '').replaceAll('\\n', '\n')
  const pem = unescaped.startsWith('-----BEGIN') ? unescaped : Buffer.from(unescaped, 'base64').toString('utf8')
  return { appId, key: createPrivateKey(pem) }
}

/** A token of the App itself, good for nine minutes from `now` (seconds by GitHub's clock): GitHub allows ten, and none from its future. */
export function appToken({ appId, key }: AppKey, now: number): string {
  const body = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat: now - 60, exp: now + 540, iss: String(appId) })}`
  return `${body}.${sign('RSA-SHA256', Buffer.from(body), key).toString('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
