import { checkSync } from 'recheck'
import { describe, expect, test } from 'vitest'
import type { Part, Shape } from '../../../src/formats/secrets/shape.ts'
import { patternOf } from '../../../src/formats/secrets/shape.ts'
import { SHAPES } from '../../../src/formats/secrets/shapes.ts'
import { classify, scan } from '../../../src/formats/secrets.ts'
import { seeded } from '../../support/random.ts'
import { generateSecret } from '../../support/secrets.ts'
import { issued, PUBLISHED } from './published.ts'

describe('shapes', () => {
  test('name each kind once, and at least 45 providers', () => {
    expect(new Set(SHAPES.map(({ kind }) => kind)).size).toBe(SHAPES.length)
    expect(new Set(SHAPES.filter(({ standing }) => standing === 'live').map(({ kind }) => kind.split('_')[0])).size).toBeGreaterThan(45)
  })

  test.each(PUBLISHED)('find %s in %s = %s', (kind, name, template) => {
    const random = seeded(7)
    for (let round = 0; round < 20; round++) {
      const value = issued(template, random)
      expect(classify(name, value)).toMatchObject({ verdict: 'live', kind })
    }
  })

  test.each(SHAPES.map((shape) => [shape.kind, shape] as const))('%s: nothing less than the whole is one', (_, shape) => {
    const secret = generateSecret(shape.kind, seeded(3))
    const text = shape.outside ? shape.prefixes[0]! + secret : secret
    if (shape.prefixes.length === 0) return expect([...scan(text)].map(({ kind }) => kind)).not.toContain(shape.kind)
    const pattern = patternOf(shape)
    const matches = (text: string, at: number) => {
      pattern.lastIndex = at
      return pattern.exec(text)?.[1]
    }
    expect(matches(` ${text} `, 1)).toBe(secret)
    expect(matches(`x${text}`, 1)).toBeUndefined()
    const prefix = shape.prefixes.findLast((prefix) => text.startsWith(prefix))!
    expect(matches(text.slice(0, prefix.length + 6), 0)).toBeUndefined()
  })

  test('test keys and public keys are no leaks', () => {
    const harmless = SHAPES.filter(({ standing }) => standing !== 'live')
    expect(harmless.length).toBeGreaterThan(4)
    for (const { kind } of harmless) {
      const secret = generateSecret(kind, seeded(1))
      expect(classify('STRIPE_SECRET_KEY', secret).verdict, kind).toBe('plain')
      expect([...scan(`key ${secret}`)], kind).toEqual([])
    }
  })

  test.each([...structures()])('%s takes linear time', (_, { source, flags }) => {
    expect(checkSync(source, flags, { timeout: 20_000 }).status).toBe('safe')
  })
})

/** One pattern for each way that shapes are built: other literals and other lengths of the same runs change nothing. */
function structures(): ReadonlyMap<string, RegExp> {
  const longestFirst = SHAPES.filter(({ prefixes }) => prefixes.length > 0).toSorted((a, b) => longest(b) - longest(a))
  const found = new Map<string, RegExp>()
  for (const shape of longestFirst) {
    const structure = shape.rest.map(outline).join(' ')
    if (!found.has(structure)) found.set(structure, patternOf(shape))
  }
  return found
}

function outline(part: Part): string {
  return typeof part === 'string' ? 'text' : `[${part.of}]${part.min === part.max ? '' : '+'}`
}

function longest({ rest }: Shape): number {
  return Math.max(...rest.map((part) => (typeof part === 'string' ? 0 : part.max)))
}
