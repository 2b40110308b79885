import { constantText, entryOf, positional } from '#formats/code/lookup'
import { originsOf } from '#formats/code/origins'
import type { Call, Code, Value } from '#formats/code/view'
import { assignedOnce } from '#formats/production'
import { literalFallback } from '#formats/secret-reads/stakes'
import { wordsOf } from '#formats/secrets/names'
import { hasPlaceholderSyntax } from '#formats/secrets/placeholders'
import { type NamedString, namedStrings, unwrapped } from './named-strings.ts'

/** What is known of such a text. */
export const OWN_KEY = { verdict: 'live', kind: 'own_key', label: 'signing key, which works however weak it looks' } as const

/**
 * Texts that a program signs or encrypts with: however weak they look, they work, and whoever reads the file can make
 * tokens and sessions of anybody.
 */
export function* ownKeys(code: Code): Generator<NamedString> {
  for (const one of namedStrings(code)) if (isOwnKey(one) && !isMapped(one, code)) yield one
  for (const one of named(code)) if (isOwnKey(one)) yield one
  yield* returned(code)
  const origin = originsOf(code)
  for (const call of code.calls) {
    const value = keyOf(call, origin(call.callee))
    const inner = value && unwrapped(value)
    const kept = inner?.kind === 'name' ? assignedOnce(inner.name, code) : undefined
    const given = kept ? unwrapped(kept) : inner
    const text = constantText(given)
    const name = kept && inner?.kind === 'name' ? inner.name : call.callee.slice(0, 80)
    if (given && text && isKeyText(text) && !(MACS.test(call.method) && isLabel(text))) yield { name, text, range: given.range }
  }
}

/** `jwt.ParseWithClaims(raw, claims, func(…) { return []byte("…"), nil })`: the key that tokens are checked with. */
function* returned({ calls, language }: Code): Generator<NamedString> {
  if (language !== 'go') return
  for (const { method, callee, args } of calls) {
    const func = /^Parse(?:WithClaims)?$/.test(method) && /jwt/i.test(callee) ? args.at(-1)?.value : undefined
    if (func?.kind !== 'function') continue
    for (const one of func.function.returns.flatMap((value) => (value.kind === 'list' ? value.items.slice(0, 1) : [value]))) {
      const inner = unwrapped(one)
      const text = constantText(inner)
      if (text && isKeyText(text)) yield { name: callee.slice(0, 80), text, range: inner.range }
    }
  }
}

/** `jwtConstants = { secret: "…" }`, and the `SECRET` of a file that signs tokens: what they are for stands around them. */
function* named(code: Code): Generator<NamedString> {
  for (const { target, value } of code.assignments) {
    const entry = /jwt|session/i.test(target) ? (entryOf(value, 'secret') ?? entryOf(value, 'secretKey')) : undefined
    const text = constantText(entry?.value)
    if (entry && text) yield { name: 'jwt.secret', text, range: entry.value.range }
  }
  const signs = code.imports.some(({ module }) => /jwt|jsonwebtoken|jose/i.test(module))
  for (const { name, text, range } of signs ? namedStrings(code) : code.classes.flatMap(fields))
    if (/^(?:secret(?:_?key)?|signing_?key)$/i.test(name)) yield { name: 'jwt_secret', text, range }
}

/** `class SecurityConstants { static final String SECRET = "…" }`, which others sign with. */
function fields(owner: Code['classes'][number]): readonly NamedString[] {
  if (!/jwt|token|security|auth/i.test(owner.name)) return []
  return owner.fields.flatMap(({ name, value }) => {
    const text = constantText(value)
    return value && text ? [{ name, text, range: value.range }] : []
  })
}

const KEY_NAME =
  /(?:jwt|session|cookie|hmac|sign(?:ing)?|encryption|nextauth|flask|django|rails)(?:token|auth)?(?:secret|key|secretkey)(?:base)?$|^(?:app|config|settings|flask|django|server|self|this|current)*secretkey(?:base)?$|(?:token|auth|app)secret(?:key)?$/

function isKeyName(name: string): boolean {
  const words = wordsOf(name)
  return (
    KEY_NAME.test(words.join('')) && !/^(?:recaptcha|captcha|stripe|aws|s3|google|github|facebook|twitter|paypal|consumer)$/.test(words[0]!)
  )
}

function isOwn({ name, text }: Pick<NamedString, 'name' | 'text'>): boolean {
  const fallback = literalFallback(name.slice(name.lastIndexOf('.') + 1), text)
  return fallback.is === 'literal' && fallback.stakes !== 'shared' && isKeyText(text) && !text.includes(' ') && !isName(name, text)
}

/** The same of a setting: the name says that it is a key of our own, and the text is no name for one. */
export function isOwnKey(one: Pick<NamedString, 'name' | 'text'>): boolean {
  return isKeyName(one.name) && isOwn(one)
}

/** `JWT_SECRET = 'JWT_SECRET'`, `secretKey: 'app.secret.key'`: under which name it is kept somewhere. */
function isName(name: string, text: string): boolean {
  const own = wordsOf(name.slice(name.lastIndexOf('.') + 1)).join('')
  const said = wordsOf(text).join('').replace(/\d+$/, '')
  return own === said || isPartOf(text, name) || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[a-z]\w*(?:[.:][a-z]\w*)+$/.test(text)
}

/** `"self_signing_key": "self_signing"`: what it is called elsewhere. One word is a key: `JWT_SECRET = 'secret'`. */
function isPartOf(text: string, name: string): boolean {
  return /^[a-z]+(?:_[a-z]+)+$/.test(text) && name.toLowerCase().endsWith(`${text}_key`)
}

/** A table that says the same of other names: their kind, their group, what they are called. */
function isMapped({ text }: NamedString, { entries }: Code): boolean {
  return entries.some(({ key, value }) => value.kind === 'string' && value.text === text && !isKeyName(key))
}

/** Neither read from somewhere, nor a key that may be known, nor one that only marks what has to be replaced. */
function isKeyText(text: string): boolean {
  return text.length < 200 && !hasPlaceholderSyntax(text) && !/^(?:-----BEGIN|django-insecure-|\/|\.\/|[\w+]+:\/\/)|^$/.test(text)
}

const MACS = /^(?:createHmac|new|New|Hmac\w+)$/

/** `createHmac('sha256', 'key-derivation-v1')`: a label keeps two uses of one hash apart, and is no secret. */
function isLabel(text: string): boolean {
  return /^[A-Za-z]+(?:[-_:./ ][A-Za-z0-9]+)*$/.test(text) && !/secret|passw/i.test(text)
}

/** What signs, and where its key stands: a position, or a key of the options. */
const SIGNERS: readonly (readonly [form: RegExp, key: number | string])[] = [
  [/^(?:jsonwebtoken\.(?:sign|verify)|(?:jose\.)?jwt\.(?:encode|decode)|JWT\.(?:encode|decode))$/, 1],
  [/^(?:Firebase\.JWT\.)?JWT\.encode$/, 1],
  [/^(?:express-session|express-jwt(?:\.\w+)?|cookie-session|koa-session|next-auth(?:\.\w+)?)$/, 'secret'],
  [/^(?:@nestjs\/jwt\.)?JwtModule\.register$/, 'secret'],
  // `super({ … })` of a class that extends it.
  [/^passport-jwt\.Strategy$|^\.super$/, 'secretOrKey'],
  [/^cookie-parser$|^itsdangerous(?:\.\w+)*\.\w*Serializer$/, 0],
  [/(?:^|\.)(?:SignedString|NewCookieStore)$|^(?:\S+\/)?cookie\.NewStore$/, 0],
  [/(?:^|\.)Algorithm\.HMAC(?:256|384|512)$/, 0],
  [/(?:^|\.)(?:SymmetricSecurityKey|SecretKeySpec|setSigningKey|hmacShaKeyFor)$/, 0],
  [
    /(?:^|\.)signWith$|^(?:node:)?crypto\.(?:createHmac|create(?:C|Dec)ipher(?:iv)?)$|^(?:crypto-js|\.CryptoJS)\.(?:AES\.\w+|Hmac\w+)$|^crypto\/hmac\.New$/,
    1,
  ],
  [/^cryptography\.fernet\.Fernet$|^hmac\.new$/, 0],
]

function keyOf(call: Call, origin: string): Value | undefined {
  const key = SIGNERS.find(([form]) => form.test(origin) || (call.isNew && form.test(call.method)))?.[1]
  if (key === undefined) return
  if (typeof key === 'number') return call.args.find(({ name }) => name === 'key' || name === 'secret')?.value ?? positional(call, key)
  return entryOf(call.args[0]?.value, key)?.value
}
