import type { Run, Shape } from '../../src/formats/secrets/shape.ts'
import { SHAPES } from '../../src/formats/secrets/shapes.ts'

type Random = () => number

/** A credential that nobody uses, of the shape that `kind` names. The same random numbers give the same credential. */
export function generateSecret(kind: string, random: Random): string {
  const shape = SHAPES.find((shape) => shape.kind === kind)
  const generate = shape ? () => fromShape(shape, random) : OTHERS[kind]
  if (!generate) throw new Error(`no secret of kind ${kind}; there are: ${secretKinds().join(', ')}`)
  return generate(random)
}

/** Replaces each `{{secret:kind}}` by a new credential; further lines of a key keep the indentation of their first. */
export function fillSecrets(text: string, random: Random): string {
  return text.replaceAll(/\{\{secret:(\w+)\}\}/g, (_, kind: string, offset: number) => {
    const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset)
    const indent = /^[ \t]*/.exec(line.replaceAll('«', ''))![0]
    return generateSecret(kind, random).replaceAll('\n', `\n${indent}`)
  })
}

export function secretKinds(): readonly string[] {
  return [...SHAPES.map(({ kind }) => kind), ...Object.keys(OTHERS)]
}

/** What no table of prefixes describes. */
const OTHERS: Readonly<Record<string, (random: Random) => string>> = {
  jwt: (random) => jwt({ sub: characters(LETTERS, 12, random), iat: 1_700_000_000 + integer(10_000_000, random) }, random),
  supabase_jwt: (random) => jwt({ iss: 'supabase', ref: characters('a-z', 20, random), role: 'service_role' }, random),
  supabase_anon_jwt: (random) => jwt({ iss: 'supabase', ref: characters('a-z', 20, random), role: 'anon' }, random),
  /** As audits quote it: the header, a dot, and dots for the rest. */
  jwt_elided: () => `${jwtPart({ alg: 'HS256', typ: 'JWT' })}....`,
  pem_private_key: (random) => pem(random).join('\n'),
  pem_private_key_escaped: (random) => pem(random).join(String.raw`\n`),
  /** What `openssl rand` and password managers give. */
  high_entropy: (random) => mixed(40, random),
  password: (random) => mixed(20, random),
  short_password: (random) => `${mixed(10, random)}!${integer(10, random)}`,
  /** What people take: a word and a number. */
  chosen_password: (random) => `${['harvest', 'lantern', 'walnut'][integer(3, random)]}${20 + integer(60, random)}`,
  hex_key: (random) => characters('0-9a-f', 64, random),
}

const LETTERS = 'A-Za-z0-9'

function fromShape({ prefixes, rest, outside }: Shape, random: Random): string {
  const prefix = prefixes[integer(prefixes.length, random)] ?? ''
  const body = rest.map((part) => (typeof part === 'string' ? part : fromRun(part, random))).join('')
  return outside ? body : prefix + body
}

function fromRun({ of, min, max }: Run, random: Random): string {
  return characters(of, min + integer(Math.min(max - min, 8) + 1, random), random)
}

/** Neighbours are neither equal nor in sequence, so that no credential looks made up by accident. Begins and ends plainly. */
function characters(of: string, length: number, random: Random): string {
  const all = membersOf(of)
  const plain = all.filter((character) => /[A-Za-z0-9]/.test(character))
  let text = ''
  while (text.length < length) {
    const from = text.length === 0 || text.length === length - 1 ? plain : all
    const next = from[integer(from.length, random)]!
    if (length === 1 || !text || Math.abs(next.charCodeAt(0) - text.charCodeAt(text.length - 1)) > 1) text += next
  }
  return text
}

/** Inside of a character class, ranges and all; `=` only pads, so it is left out. */
function membersOf(of: string): readonly string[] {
  const inside = new RegExp(`[${of}]`)
  return Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter((one) => inside.test(one) && one !== '=')
}

function mixed(length: number, random: Random): string {
  const [a, b, c] = [characters('a-z', 2, random), characters('A-Z', 2, random), characters('2-9', 2, random)]
  return `${a}${b}${c}`.slice(0, 6) + characters(LETTERS, length - 6, random)
}

function jwt(payload: object, random: Random): string {
  return `${jwtPart({ alg: 'HS256', typ: 'JWT' })}.${jwtPart(payload)}.${characters('A-Za-z0-9_-', 43, random)}`
}

function jwtPart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** In two pieces, so that no scanner takes this file for a key. */
function pem(random: Random): readonly string[] {
  const line = (kind: string) => `-----${kind} PRIVATE ${'KEY'}-----`
  const body = `MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${characters('A-Za-z0-9+/', 800, random)}`
  return [line('BEGIN'), ...body.match(/.{1,64}/g)!, line('END')]
}

function integer(below: number, random: Random): number {
  return Math.floor(random() * below)
}
