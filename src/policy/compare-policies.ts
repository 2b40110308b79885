import type { Catalogue } from '#model/check'
import type { Inheritance, Policy } from '#model/policy'
import { isEqual, listed, loosened, neutral, type PolicyChange, tightened, without } from './change.ts'
import { compareGate } from './compare-gate.ts'
import { compareAttestations, compareCustom, compareWaivers } from './compare-lists.ts'
import { comparePaths, compareServices } from './compare-paths.ts'
import { compareRules } from './compare-rules.ts'

export interface PolicyDelta {
  /** Loosenings first. */
  readonly changes: readonly PolicyChange[]
}

/** What one policy asks less or more than another, in words. What cannot be told to be stricter counts as looser. */
export function comparePolicies(before: Policy, after: Policy, catalogue: Catalogue): PolicyDelta {
  const changes = [
    ...compareGate(before, after),
    ...compareInheritance(before.inheritance, after.inheritance),
    ...compareRules(before, after, catalogue),
    ...compareCustom(before, after),
    ...comparePaths(before, after),
    ...compareServices(before, after),
    ...compareWaivers(before.waivers, after.waivers),
    ...compareAttestations(before.attestations, after.attestations),
    ...(isEqual(wordsOf(before), wordsOf(after)) ? [] : [neutral('changes what audits say in its own words (`report`)')]),
    ...(isEqual([...before.weights], [...after.weights]) ? [] : [neutral('changes the weights of dimensions in the score')]),
  ]
  const order = ['loosened', 'tightened', 'neutral']
  return { changes: changes.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)) }
}

/** Suggestions have a sentence of their own. */
function wordsOf({ report }: Policy) {
  return { ...report, suggestions: undefined }
}

function compareInheritance(before: Inheritance, after: Inheritance): readonly PolicyChange[] {
  const extended =
    before.extends === after.extends
      ? []
      : after.extends === undefined
        ? [loosened(`no longer extends the policy of ${before.extends}`)]
        : [tightened(`extends the policy of ${after.extends}`)]
  return [
    ...extended,
    ...listChanges(before.repositories, after.repositories, 'repositories that this policy applies to'),
    ...listChanges(before.locks.controls, after.locks.controls, 'locked controls'),
    ...listChanges(before.locks.waivers, after.locks.waivers, 'controls that only the organisation may waive'),
    ...flagChange(before.locks.gate, after.locks.gate, 'the gate'),
    ...flagChange(before.locks.paths, after.locks.paths, 'the classes of paths'),
  ]
}

function listChanges(before: readonly string[], after: readonly string[], name: string): readonly PolicyChange[] {
  const [added, removed] = [without(after, before), without(before, after)]
  return [
    ...(removed.length > 0 ? [loosened(`takes ${listed(removed, 'pattern')} from the ${name}`)] : []),
    ...(added.length > 0 ? [tightened(`adds ${listed(added, 'pattern')} to the ${name}`)] : []),
  ]
}

function flagChange(before: boolean, after: boolean, name: string): readonly PolicyChange[] {
  return before === after ? [] : [after ? tightened(`locks ${name}`) : loosened(`unlocks ${name}`)]
}

/** All changes of one kind in one sentence: `This pull request switches off …; lowers the gate from high to critical.` */
export function renderChanges(changes: readonly PolicyChange[], kind: PolicyChange['kind']): string | undefined {
  const words = changes.filter((change) => change.kind === kind).map((change) => change.words)
  return words.length === 0 ? undefined : `This pull request ${words.join('; ')}.`
}
