import type { Catalogue, CheckId, Level } from '#model/check'
import type { Policy, Rule } from '#model/policy'
import { POLICY_CONTROLS } from '#model/policy-controls'
import { type Severity, severityRank } from '#model/rating'
import { isEqual, listed, loosened, type PolicyChange, tightened } from './change.ts'

interface Pair {
  readonly id: CheckId
  readonly before: Rule
  readonly after: Rule
}

/** What changes for controls that both policies know, those with the same change together. */
export function compareRules(before: Policy, after: Policy, catalogue: Catalogue): readonly PolicyChange[] {
  const pairs = [...before.rules].flatMap(([id, rule]): Pair[] => {
    const now = after.rules.get(id)
    return now ? [{ id, before: rule, after: now }] : []
  })
  return [
    ...levelChanges(pairs.map(({ id, before, after }) => ({ id, before: before.level, after: after.level }))),
    ...severityChanges(
      pairs,
      (id) =>
        catalogue[id]?.severity ??
        POLICY_CONTROLS[id as keyof typeof POLICY_CONTROLS]?.severity ??
        before.custom.find((one) => one.id === id)?.severity ??
        'low',
    ),
    ...pairs.flatMap(paramChanges),
    ...pairs.flatMap(pathChanges),
  ]
}

const LEVELS: readonly Level[] = ['off', 'advisory', 'required']
const VERBS: Readonly<Record<Level, (controls: string) => string>> = {
  off: (controls) => `switches off ${controls}`,
  advisory: (controls) => `makes ${controls} advisory`,
  required: (controls) => `requires ${controls}`,
}

interface LevelPair {
  readonly id: CheckId
  readonly before: Level
  readonly after: Level
}

/** `where` follows the words: ` for payments`. */
export function levelChanges(pairs: readonly LevelPair[], where = ''): readonly PolicyChange[] {
  const changed = pairs.filter(({ before, after }) => before !== after)
  const groups = Map.groupBy(changed, ({ before, after }) => `${after} ${LEVELS.indexOf(after) < LEVELS.indexOf(before) ? 'less' : 'more'}`)
  return [...groups.values()].map((group) => {
    const [{ before, after }] = group as [LevelPair]
    const words =
      VERBS[after](
        listed(
          group.map(({ id }) => id),
          'control',
        ),
      ) + where
    return LEVELS.indexOf(after) < LEVELS.indexOf(before) ? loosened(words) : tightened(words)
  })
}

function severityChanges(pairs: readonly Pair[], own: (id: CheckId) => Severity): readonly PolicyChange[] {
  return pairs.flatMap(({ id, before, after }) => {
    const [was, is] = [before.severity ?? own(id), after.severity ?? own(id)]
    if (before.severity === after.severity) return []
    const words = `${severityRank(is) < severityRank(was) ? 'lowers' : severityRank(is) > severityRank(was) ? 'raises' : 'fixes'} the severity of ${id} ${was === is ? `at ${is}` : `from ${was} to ${is}`}`
    // Equal to the control's own: single problems may have been graver.
    return severityRank(is) > severityRank(was) ? [tightened(words)] : [loosened(words)]
  })
}

function paramChanges({ id, before, after }: Pair): readonly PolicyChange[] {
  const names = [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])].filter(
    (name) => !isEqual(before.params[name], after.params[name]),
  )
  return names.length === 0 ? [] : [loosened(`changes ${listed(names, 'parameter')} of ${id}: whether that is stricter cannot be told`)]
}

function pathChanges({ id, before, after }: Pair): readonly PolicyChange[] {
  if (isEqual(before.paths, after.paths)) return []
  if (after.paths === undefined) return [tightened(`applies ${id} to all paths`)]
  return [
    loosened(
      `${before.paths === undefined ? 'limits' : 'changes the paths of'} ${id}${before.paths === undefined ? ` to ${listed(after.paths, 'path')}` : ` to ${listed(after.paths, 'path')}`}`,
    ),
  ]
}
