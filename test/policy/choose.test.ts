import { expect, test } from 'vitest'
import type { PolicyFile } from '#model/policy-file'
import { choosePolicy, type Organisation } from '../../src/policy/choose.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

function file(text: string | undefined, source = '.readiness.yml at main'): PolicyFile {
  return { source, content: text === undefined ? { state: 'absent' } : { state: 'text', text } }
}

function history(...files: readonly PolicyFile[]) {
  return async function* () {
    yield* files
  }
}

function organisation(text: string | undefined, repository = 'shop', ...earlier: readonly PolicyFile[]): Organisation {
  return { owner: 'acme', repository, file: file(text, 'acme/.github at main'), earlier: history(...earlier) }
}

const choose = (own: PolicyFile, above?: Organisation, earlier = history()) => choosePolicy(own, earlier, SMALL_CATALOGUE, above)

test('without any policy the built-in one observes', async () => {
  expect(await choose(file(undefined))).toMatchObject({ found: false, policy: { mode: 'observe', profile: 'starter' }, notes: [] })
  expect(await choose(file(undefined), organisation('version: 1\nmode: enforce\n'))).toMatchObject({
    found: false,
    policy: { mode: 'observe' },
  })
})

test("the organisation's policy applies where it is extended", async () => {
  const above = organisation('version: 1\nmode: enforce\nprofile: standard\n')
  expect(await choose(file('version: 1\nextends: acme\n'), above)).toMatchObject({
    policy: { mode: 'enforce', source: '.readiness.yml at main, over acme/.github at main' },
  })
  expect(await choose(file('version: 1\n'), above)).toMatchObject({ policy: { mode: 'observe', source: '.readiness.yml at main' } })
})

test('and where it names the repository, so that a roll-out can be staged', async () => {
  const text = 'version: 1\nmode: enforce\nrepositories: ["shop*"]\n'
  expect(await choose(file(undefined), organisation(text))).toMatchObject({ found: true, policy: { mode: 'enforce' } })
  expect(await choose(file('version: 1\n'), organisation(text))).toMatchObject({ policy: { mode: 'enforce' } })
  expect(await choose(file(undefined), organisation(text, 'website'))).toMatchObject({ found: false, policy: { mode: 'observe' } })
})

test('a repository cannot leave what names and locks it', async () => {
  const above = organisation('version: 1\nmode: enforce\nrepositories: ["*"]\nlocks: { gate: true, controls: ["*/*"] }\n')
  const own = 'version: 1\nmode: observe\ngate: { introduced: critical }\ncontrols: { "*/*": { level: off } }\n'
  const { policy } = { policy: undefined, ...(await choose(file(own), above)) }
  expect(policy).toMatchObject({ mode: 'enforce', gate: { introduced: 'high' } })
  expect(policy?.rules.get('secrets/example-file-secrets')?.level).toBe('required')
})

test('one that is not at hand is said to be missing', async () => {
  expect(await choose(file('version: 1\nextends: acme\n'))).toMatchObject({
    notes: ['The policy extends that of acme, which is not at hand: judged without it.'],
  })
})

test('a broken policy is judged by the last valid one, and says so', async () => {
  const earlier = history(file('version: 9\n', 'a'), file('version: 1\nmode: enforce\n', 'at 1a2b3c4'))
  expect(await choose(file('version: 2\n'), undefined, earlier)).toMatchObject({
    policy: { mode: 'enforce' },
    notes: ['.readiness.yml at main has a mistake: the last valid one judges, at 1a2b3c4.'],
  })
  expect(await choose(file('version: 2\n'))).toMatchObject({ problems: [{ line: 1, column: 10 }] })
})

test("a broken organisation's policy does not stop its repositories", async () => {
  const own = file('version: 1\nextends: acme\n')
  const valid = file('version: 1\nmode: enforce\n', 'acme/.github at 1a2b3c4')
  expect(await choose(own, organisation('version: 2\n', 'shop', valid))).toMatchObject({
    policy: { mode: 'enforce' },
    notes: ['acme/.github at main has a mistake: the last valid one judges, acme/.github at 1a2b3c4.'],
  })
  expect(await choose(own, organisation('version: 2\n'))).toMatchObject({
    policy: { mode: 'observe' },
    notes: [
      "acme/.github at main has mistakes and there is no valid one before it: judged without the organisation's policy.",
      'The policy extends that of acme, which is not at hand: judged without it.',
    ],
  })
})

test("another owner's policy is refused", async () => {
  expect(await choose(file('version: 1\nextends: mallory\n'), organisation('version: 1\n'))).toMatchObject({
    problems: [{ message: "A policy can extend only that of the repository's own owner, acme." }],
  })
})

test('a link instead of a policy is a mistake, not an absence', async () => {
  const link: PolicyFile = { source: '.readiness.yml at main', content: { state: 'unusable', reason: 'links are not followed' } }
  expect(await choose(link)).toMatchObject({ problems: [{ message: 'The policy is not a plain file: links are not followed.' }] })
})

test("waivers that an organisation's rules refuse do not break the repository's policy", async () => {
  const own = 'version: 1\nextends: acme\nwaivers: [{ control: access/debug-default, reason: "demo" }]\n'
  const above = organisation('version: 1\nwaiving: { require: [owner] }\n')
  expect(await choose(file(own), above)).toMatchObject({ policy: { waivers: [{ refused: 'the policy asks every waiver for an owner' }] } })
  expect(await choose(file(own.replace('extends: acme', 'waiving: { require: [owner] }')))).toMatchObject({ problems: [{ line: 3 }] })
})
