import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { markdown } from '#formats/markdown'
import { parseCases } from '../../src/policy/cases.ts'
import { parsePolicy } from '../../src/policy/parse.ts'
import { renderProblem } from '../../src/policy/problem.ts'
import { testPolicy } from '../../src/test-policy.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'
import { memoryEngine } from '../support/engine.ts'

const text = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8')

/** The YAML of the page, by the line it begins on. */
const BLOCKS = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(({ 1: block = '', index }) => ({
  line: text.slice(0, index).split('\n').length,
  block,
}))
const whole = (block: string) => (/^version:/m.test(block) ? block : `version: 1\n${block}`)

describe('docs/policy.md', () => {
  const policies = BLOCKS.filter(({ block }) => !/^cases:|^# yaml-language-server/m.test(block))

  test.each(policies)('the policy in line $line is one', ({ block }) => {
    const { problems = [] } = parsePolicy(whole(block), { path: 'policy.md', source: 'docs', inherited: [] }, SMALL_CATALOGUE)
    expect(problems.map(renderProblem)).toEqual([])
  })

  test('there are policies, and the cases are cases', () => {
    expect(policies.length).toBeGreaterThanOrEqual(5)
    const cases = BLOCKS.find(({ block }) => /^cases:/m.test(block))!
    expect(parseCases(cases.block, 'policy.md', Object.keys(SMALL_CATALOGUE)).problems).toBeUndefined()
  })

  test('the examples of the custom controls hold', async () => {
    const { block } = BLOCKS.find(({ block }) => block.startsWith('custom:'))!
    const parsed = parsePolicy(whole(block), { path: 'policy.md', source: 'docs' }, SMALL_CATALOGUE)
    const results = parsed.problems ? [] : await testPolicy(parsed.policy, [], { ...memoryEngine(SMALL_CATALOGUE), asOf: '2026-11-21' })
    expect(results.map(({ name, fault }) => [name, fault])).toEqual([
      ['acme/own-registry: a public image', undefined],
      ['acme/own-registry: ours', undefined],
    ])
  })

  test('links lead somewhere', () => {
    const links = markdown({ path: 'docs/policy.md', text }).links.map(({ target }) => target.split('#')[0]!)
    expect(links.length).toBeGreaterThan(3)
    for (const link of links) expect(() => readFileSync(new URL(`../../docs/${link}`, import.meta.url))).not.toThrow()
  })
})
