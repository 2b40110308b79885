import { expect, test } from 'vitest'
import { renderSimulation, simulate } from '../src/simulate.ts'
import { memoryEngine } from './support/engine.ts'
import { mergedPulls } from './support/merged-pulls.ts'
import { replayed } from './support/replayed.ts'
import { LINES, policyOf } from './support/waived-pull.ts'

test('many pull requests under two policies: each blob is read once', async () => {
  const { most, blockedBefore, blockedAfter, byControl } = await replayed(200, 30)
  expect(most).toBe(1)
  expect(blockedBefore).toEqual([])
  expect(blockedAfter).toEqual(['c10', 'c20', 'c30'])
  expect(byControl).toEqual([['deploy/lines', 3]])
})

test('how many, which, and by which control', async () => {
  const { merged } = mergedPulls(3, 3, (files, index) => {
    files['a.yaml'] = ['port: bad\n', 'port: bad\ntoken: key-1\n', 'port: fine\n'][index - 1]!
    return `Step ${index}\nwith \u202Ebidi`
  })
  const simulation = await simulate(
    {
      pulls: merged,
      before: policyOf('controls: { deploy/lines: { level: off } }\n'),
      after: policyOf('controls: { secrets/lines: { level: off } }\n'),
      asOf: '2026-11-21',
    },
    memoryEngine(LINES),
  )
  expect(renderSimulation(simulation)).toBe(`3 merged pull requests replayed: the new policy would have blocked 1, the present one 1.

By control:
     1  deploy/lines

Blocked by the new policy only:
  c1  Step 1\uFFFDwith \uFFFDbidi  [deploy/lines]

No longer blocked:
  c2  Step 2\uFFFDwith \uFFFDbidi  [secrets/lines]

Blocked:
  c1  Step 1\uFFFDwith \uFFFDbidi  [deploy/lines]
`)
})

test('a policy that observes is replayed as if it enforced', async () => {
  const { merged } = mergedPulls(1, 1, (files) => {
    files['a.yaml'] = 'port: bad\n'
    return 'x'
  })
  const after = { ...policyOf(''), mode: 'observe' as const }
  const { pulls } = await simulate({ pulls: merged, after, asOf: '2026-11-21' }, memoryEngine(LINES))
  expect(pulls[0]).toMatchObject({ before: undefined, after: { conclusion: 'failure', blocking: ['deploy/lines'] } })
})
