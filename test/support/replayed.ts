import { simulate } from '../../src/simulate.ts'
import { memoryEngine } from './engine.ts'
import { mergedPulls } from './merged-pulls.ts'
import { seeded } from './random.ts'
import { LINES, policyOf } from './waived-pull.ts'

const CUSTOM = 'custom: [{ id: acme/no-port, title: No port, severity: high, files: ["moved/**"], text: { forbid: "^never" } }]\n'

/** A history in which every tenth pull request adds a problem and each moves a file, replayed under two policies. */
export async function replayed(files: number, pulls: number) {
  const random = seeded(100)
  const { merged, reads } = mergedPulls(files, pulls, (state, index) => {
    const paths = Object.keys(state)
    const value = index % 10 === 0 ? 'bad' : 'fine'
    for (let edit = 0; edit < 5; edit++) state[paths[Math.floor(random() * paths.length)]!] = `key: fine\nport${index}${edit}: ${value}\n`
    const from = paths[index]!
    state[`moved/${from}`] = state[from]!
    delete state[from]
    return `Change ${index} (#${index})`
  })
  const policies = { before: policyOf('', 'gate: { introduced: high }\n'), after: policyOf(CUSTOM) }
  const simulation = await simulate({ pulls: merged, ...policies, asOf: '2026-11-21' }, memoryEngine(LINES))
  return {
    most: Math.max(...reads.values()),
    blockedBefore: simulation.pulls.filter(({ before }) => before?.conclusion === 'failure').map(({ commit }) => commit),
    blockedAfter: simulation.pulls.filter(({ after }) => after.conclusion === 'failure').map(({ commit }) => commit),
    byControl: [...simulation.byControl],
  }
}
