import { describe, expect, test } from 'vitest'
import { suppressions } from '../../src/formats/suppressions.ts'
import type { PolicyChange } from '../../src/policy/change.ts'
import { compareOwners, compareSuppressions, policyOwners } from '../../src/policy/compare-owners.ts'
import { comparePolicies, renderChanges } from '../../src/policy/compare-policies.ts'
import { builtinPolicy } from '../../src/policy/defaults.ts'
import { loosenedObservations } from '../../src/policy/loosened.ts'
import { parsePolicy } from '../../src/policy/parse.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

function policyOf(text: string) {
  const parsed = parsePolicy(`version: 1\n${text}`, { path: '.readiness.yml', source: 'test' }, SMALL_CATALOGUE)
  if (parsed.problems) throw new Error(parsed.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return parsed.policy
}

function words(changes: readonly PolicyChange[]): readonly string[] {
  return changes.map((change) => `${change.kind}: ${change.words}`)
}

function compared(before: string, after: string): readonly string[] {
  return words(comparePolicies(policyOf(before), policyOf(after), SMALL_CATALOGUE).changes)
}

describe('what a change of the policy does, in words', () => {
  test.each<[string, string, string[]]>([
    ['', '', []],
    ['mode: enforce', 'mode: observe', ['loosened: lowers the mode from enforce to observe']],
    ['gate: { introduced: high }', 'gate: { introduced: critical }', ['loosened: lowers the gate from high to critical']],
    ['gate: { introduced: high }', 'gate: { introduced: low }', ['tightened: raises the gate from high to low']],
    ['', 'gate: { dimensions: { secrets: critical } }', ['loosened: lowers the gate for secrets from high to critical']],
    ['gate: { dimensions: { secrets: low } }', '', ['loosened: lowers the gate for secrets from low to high']],
    [
      'gate: { score: { minimum: 70, max_drop: 2 } }',
      'gate: { score: { minimum: 60 } }',
      ['loosened: lowers the minimum score from 70 to 60', 'loosened: loosens the largest drop of the score from 2 to none'],
    ],
    ['gate: { ratchet: [secrets/*] }', 'gate: { ratchet: [deploy/*] }', ['loosened: loosens the ratchet from secrets/* to deploy/*']],
    [
      'gate: { ratchet: [secrets/*] }',
      'gate: { ratchet: [deploy/*, secrets/*] }',
      ['tightened: tightens the ratchet from secrets/* to deploy/*, secrets/*'],
    ],
    [
      'controls: { observability/*: { level: required } }',
      'controls: { observability/*: { level: off } }',
      ['loosened: switches off 2 controls (observability/alert-rules and observability/tracing)'],
    ],
    ['controls: { access/*: { level: off } }', '', ['tightened: requires the control access/debug-default']],
    [
      '',
      'catalogue: "1.2"',
      ['loosened: makes the control observability/tracing advisory', 'neutral: changes the pinned catalogue from none to 1.2'],
    ],
    [
      '',
      'controls: { access/debug-default: { severity: low } }',
      ['loosened: lowers the severity of access/debug-default from high to low'],
    ],
    [
      'controls: { access/debug-default: { severity: critical } }',
      '',
      ['loosened: lowers the severity of access/debug-default from critical to high'],
    ],
    ['', 'controls: { access/debug-default: { severity: high } }', ['loosened: fixes the severity of access/debug-default at high']],
    [
      '',
      'controls: { deploy/image-latest-tag: { params: { allow: ["*"] } } }',
      ['loosened: changes the parameter allow of deploy/image-latest-tag: whether that is stricter cannot be told'],
    ],
    ['', 'controls: { access/debug-default: { paths: ["src/**"] } }', ['loosened: limits access/debug-default to the path src/**']],
    ['controls: { access/debug-default: { paths: ["src/**"] } }', '', ['tightened: applies access/debug-default to all paths']],
    [
      '',
      'paths: { ignore: ["a/**"], test: ["b/**"], production: ["c/**"] }',
      [
        'loosened: counts the path a/** as ignored',
        'loosened: counts the path b/** as test',
        'tightened: counts the path c/** as production',
      ],
    ],
    [
      'paths: { ignore: ["a/**"], production: ["c/**"] }',
      '',
      ['loosened: no longer counts the path c/** as production', 'tightened: no longer counts the path a/** as ignored'],
    ],
    [
      'waivers: [{ control: access/debug-default, path: a, reason: "demo" }]',
      '',
      ['tightened: removes the waiver of access/debug-default in a'],
    ],
    [
      '',
      'waivers: [{ control: access/debug-default, path: a, reason: "demo", expires: 2027-01-01 }]',
      ['loosened: waives access/debug-default in a until 2027-01-01 ("demo")'],
    ],
    [
      'waivers: [{ control: access/debug-default, reason: "demo", expires: 2027-01-01 }]',
      'waivers: [{ control: access/debug-default, reason: "demo" }]',
      ['loosened: extends the waiver of access/debug-default everywhere: without end'],
    ],
    [
      'inline: { new: listed, allow: [low] }',
      'inline: { new: honoured, allow: [low, medium] }',
      [
        'loosened: loosens what comments may ignore from low to low, medium',
        'loosened: loosens what new comments do from listed to honoured',
      ],
    ],
    [
      '',
      'attestations: [{ control: operations/launch-signoff, by: me, evidence: a.md }]',
      ['loosened: attests operations/launch-signoff by me (a.md)'],
    ],
    [
      'custom: [{ id: a/b, title: t, severity: low, files: ["**"], text: { forbid: x } }]',
      '',
      ['loosened: removes the custom control a/b'],
    ],
    [
      'custom: [{ id: a/b, title: t, severity: low, files: ["**"], text: { forbid: x } }]',
      'custom: [{ id: a/b, title: other words, severity: low, files: ["**"], text: { forbid: y } }]',
      ['loosened: changes what the custom control a/b asks: whether that is stricter cannot be told'],
    ],
    ['dimensions: { secrets: { weight: 2 } }', '', ['neutral: changes the weights of dimensions in the score']],
    ['extends: acme', '', ['loosened: no longer extends the policy of acme']],
    [
      'repositories: ["a*"]\nlocks: { gate: true, controls: [secrets/*] }',
      'repositories: ["*"]',
      [
        'loosened: takes the pattern a* from the repositories that this policy applies to',
        'loosened: takes the pattern secrets/* from the locked controls',
        'loosened: unlocks the gate',
        'tightened: adds the pattern * to the repositories that this policy applies to',
      ],
    ],
  ])('%j → %j', (before, after, expected) => {
    expect(compared(before, after)).toEqual(expected)
  })

  test('a service that lets go of controls', () => {
    const service = (controls: string) =>
      `profile: standard\nservices: [{ name: payments, paths: ["services/payments/**"], controls: { ${controls} } }]`
    expect(compared(service(''), service('observability/*: { level: off }, access/*: { level: off }'))).toEqual([
      'loosened: switches off 3 controls (observability/alert-rules, observability/tracing and access/debug-default) for payments',
    ])
  })

  test('a policy that is removed', () => {
    const after = builtinPolicy({ source: 'none' }, SMALL_CATALOGUE)
    const { changes } = comparePolicies(policyOf('mode: enforce\nprofile: standard'), after, SMALL_CATALOGUE)
    expect(renderChanges(changes, 'loosened')).toBe(
      'This pull request lowers the mode from enforce to observe; lowers the profile from standard to starter; loosens what a loosening needs from require-owner to report; makes the control observability/alert-rules advisory.',
    )
    expect(renderChanges(changes, 'tightened')).toBeUndefined()
  })

  test('a loosening becomes a finding where it stands', () => {
    const { changes } = comparePolicies(
      policyOf(''),
      policyOf('mode: enforce\nwaivers:\n  - { control: access/debug-default, reason: "demo" }'),
      SMALL_CATALOGUE,
    )
    expect(loosenedObservations(changes)).toMatchObject([
      {
        subject: 'waives access/debug-default everywhere without end ("demo")',
        location: { path: '.readiness.yml', range: { start: { line: 4 } } },
      },
    ])
  })
})

describe('owners of the policy', () => {
  const file = (text: string) => ({ path: '.github/CODEOWNERS', text })

  test.each<[string | undefined, string | undefined, string[]]>([
    ['* @acme/all', '* @acme/all\n*.tf @acme/infra', []],
    ['/.readiness.yml @acme/sre', '/.readiness.yml @mallory', ['loosened: changes who owns .readiness.yml from @acme/sre to @mallory']],
    [
      '/.readiness.yml @acme/sre',
      '/.readiness.yml @acme/sre @mallory',
      ['loosened: changes who owns .readiness.yml from @acme/sre to @acme/sre @mallory'],
    ],
    [
      '/.readiness.yml @acme/sre @bob',
      '/.readiness.yml @acme/sre',
      ['tightened: changes who owns .readiness.yml from @acme/sre @bob to @acme/sre'],
    ],
    ['/.readiness.yml @acme/sre', undefined, ['loosened: changes who owns .readiness.yml from @acme/sre to nobody']],
    [undefined, '/.readiness.yml @acme/sre', ['tightened: changes who owns .readiness.yml from nobody to @acme/sre']],
    ['/.github/ @acme/sre', '/.github/ @mallory', ['loosened: changes who owns .github/CODEOWNERS from @acme/sre to @mallory']],
  ])('%j → %j', (before, after, expected) => {
    expect(words(compareOwners(before === undefined ? undefined : file(before), after === undefined ? undefined : file(after)))).toEqual(
      expected,
    )
  })

  test('are those of the policy file', () => {
    expect(policyOwners(file('* @acme/all\n/.readiness.yml @acme/sre\n'))).toEqual(['@acme/sre'])
    expect(policyOwners(undefined)).toEqual([])
  })
})

test('comments that a pull request adds are shown, those that it moves are not', () => {
  const comments = (files: Readonly<Record<string, string>>) =>
    new Map(Object.entries(files).map(([path, text]) => [path, suppressions({ path, text })]))
  const line = '# readiness: ignore deploy/image-latest-tag -- known\n'
  const before = comments({ 'a.yaml': line })
  expect(words(compareSuppressions(before, comments({ 'b.yaml': `x: 1\n${line}` }), new Map([['b.yaml', 'a.yaml']])))).toEqual([])
  expect(words(compareSuppressions(before, comments({ 'a.yaml': line + line }), new Map()))).toEqual([
    'loosened: ignores deploy/image-latest-tag in a.yaml by a comment ("known")',
  ])
})
