import fc from 'fast-check'
import { Minimatch } from 'minimatch'
import { describe, expect, it } from 'vitest'
import { catalogue } from '#catalogue'
import { globIndex, matcher } from '../../src/evaluate/globs.ts'

const OPTIONS = { dot: true, nonegate: true, nocomment: true, braceExpandMax: 1000 }

/** Segments that come near the patterns of the catalogue, and some that come near nothing. */
const segment = fc.oneof(
  fc.constantFrom(
    '.env',
    'env',
    'Dockerfile',
    'settings',
    'migrations',
    'versions',
    '.github',
    'workflows',
    'k8s',
    'templates',
    'docs',
    'a',
  ),
  fc.constantFrom(
    'app.py',
    'V1__start.sql',
    '2_add.up.sql',
    'compose.prod.yml',
    'values.yaml.tpl',
    'README.md',
    '.env.example',
    'x-sample.toml',
  ),
  fc.stringMatching(/^[\w.-]{0,6}(nginx|compose|requirements|model|\.py|\.yml|\.sql|\.env)[\w.]{0,6}$/),
  fc.stringMatching(/^[\w-]{1,8}$/),
)
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/'))
const glob = fc
  .array(
    fc.constantFrom('**', '*', 'a', 'docs', '*.py', '{a,b}', '.env*', '?.md', '[ab]*', '*s*.sql', '.github', '@(a|b)', '!(a)', 'a.b'),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((segments) => segments.join('/'))

describe('globIndex', () => {
  it('matches what minimatch matches, for every pattern of the catalogue', () => {
    const patterns = [...new Set(Object.values(catalogue).flatMap(({ files }) => files))]
    const witnesses = patterns.map((pattern) => [pattern, new Minimatch(pattern, OPTIONS)] as const)
    const index = globIndex(patterns.map((pattern) => [pattern, pattern]))
    fc.assert(
      fc.property(path, (one) => {
        expect([...index(one)]).toEqual(witnesses.filter(([, witness]) => witness.match(one)).map(([pattern]) => pattern))
      }),
    )
  })

  it('matches what minimatch matches, for patterns of a policy', () => {
    fc.assert(
      fc.property(glob, path, (pattern, one) => {
        expect(matcher([pattern])(one)).toBe(new Minimatch(pattern, OPTIONS).match(one))
      }),
      { numRuns: 500 },
    )
  })

  it('gives the names in the order of the patterns, each once', () => {
    const index = globIndex([
      ['**/*.md', 'documents'],
      ['docs/**', 'folder'],
      ['**/README.md', 'documents'],
    ])
    expect([...index('docs/README.md')]).toEqual(['documents', 'folder'])
    expect([...index('src/a.ts')]).toEqual([])
  })
})
