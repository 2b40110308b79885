import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { comparePolicies } from '../../src/policy/compare-policies.ts'
import { readLayer } from '../../src/policy/layer.ts'
import { renderProblem } from '../../src/policy/problem.ts'
import { resolvePolicy } from '../../src/policy/resolve.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

function layer(value: object, source: string, inherited: readonly string[] = ['acme/own']) {
  const read = readLayer(stringify({ version: 1, ...value }), { path: '.readiness.yml', source, inherited }, SMALL_CATALOGUE)
  if (read.problems) throw new Error(read.problems.map(renderProblem).join('\n'))
  return read.layer
}

const severity = fc.constantFrom('critical', 'high', 'medium', 'low')
const level = fc.constantFrom('required', 'advisory', 'off')
const optional = { requiredKeys: [] as [] }
const globs = fc.subarray(['src/**', '**', 'tests/**', '*.tf'])
const id = fc.constantFrom(
  '*/*',
  'secrets/*',
  'deploy/image-latest-tag',
  'observability/*',
  'observability/tracing',
  'acme/own',
  'access/debug-default',
)
const control = fc.record({ level, severity, paths: globs }, optional)

/** Anything that a repository may write about what it is held to. */
const repository = fc.record(
  {
    mode: fc.constantFrom('observe', 'enforce'),
    profile: fc.constantFrom('starter', 'standard', 'regulated'),
    catalogue: fc.constantFrom('0.1', '1.0', '1.10'),
    gate: fc.record(
      {
        introduced: severity,
        dimensions: fc.dictionary(fc.constantFrom('secrets', 'deploy', 'access'), severity),
        score: fc.record({ minimum: fc.nat(100), max_drop: fc.nat(100), tolerance: fc.constantFrom(0, 0.05, 5) }, optional),
        ratchet: fc.subarray(['secrets/*', 'deploy/*', 'observability/tracing']),
        on_error: fc.constantFrom('fail', 'pass'),
        policy: fc.constantFrom('report', 'require-owner'),
        break_glass: fc.constantFrom('allow', 'require-reason', 'forbid'),
      },
      optional,
    ),
    controls: fc.dictionary(id, control),
    paths: fc.record({ ignore: globs, test: globs, example: globs, generated: globs, vendored: globs, documentation: globs }, optional),
    services: fc.constant([]),
    inline: fc.record({ allow: fc.subarray(['medium', 'low']), new: fc.constantFrom('listed', 'honoured') }, optional),
    waiving: fc.record(
      {
        allow: fc.subarray(['critical', 'high', 'medium', 'low']),
        require: fc.subarray(['owner', 'expires']),
        max_days: fc.integer({ min: 1, max: 900 }),
      },
      optional,
    ),
    waivers: fc.array(
      fc.record({
        control: fc.constantFrom('secrets/example-file-secrets', 'deploy/image-latest-tag'),
        reason: fc.constant('known'),
        path: fc.constantFrom('a', '**'),
      }),
    ),
  },
  optional,
)

const services = fc.array(
  fc.record({ paths: fc.constantFrom(['src/**'], ['**']), controls: fc.dictionary(id, fc.record({ level, severity }, optional)) }),
  { maxLength: 2 },
)

const LOCKS = { controls: ['*/*'], gate: true, waivers: ['*/*'], paths: true }

test('whatever a repository writes, nothing that is locked gets looser', () => {
  fc.assert(
    fc.property(repository, repository, services, (above, below, parts) => {
      const custom = [{ id: 'acme/own', title: 'Ours', severity: 'high', files: ['**'], text: { forbid: 'x' } }]
      const { waivers: _, ...parent } = above
      const organisation = layer({ ...parent, custom, locks: LOCKS }, 'organisation', [])
      const named = parts.map((part, index) => ({ name: `s${index}`, ...part }))
      const own = layer({ ...below, services: named }, 'repository')
      const [alone, both] = [
        resolvePolicy([organisation], SMALL_CATALOGUE).policy,
        resolvePolicy([organisation, own], SMALL_CATALOGUE).policy,
      ]
      const { changes } = comparePolicies(alone, { ...both, inheritance: alone.inheritance }, SMALL_CATALOGUE)
      expect(
        changes
          .filter(({ kind, words }) => kind === 'loosened' && !/^(?:fixes|changes) the severity of/.test(words))
          .map(({ words }) => words),
      ).toEqual([])
    }),
    { seed: 11, numRuns: 300 },
  )
})

test('a policy compared with itself has not changed', () => {
  fc.assert(
    fc.property(repository, (value) => {
      const { policy } = resolvePolicy([layer(value, 'repository')], SMALL_CATALOGUE)
      expect(comparePolicies(policy, policy, SMALL_CATALOGUE).changes).toEqual([])
    }),
    { seed: 12, numRuns: 100 },
  )
})
