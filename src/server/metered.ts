import type { FactStore, StateStore } from '../facts/store.ts'
import type { TreeCache } from '../github/trees.ts'
import type { Meters } from './metrics.ts'

/** Facts whose look-ups are counted, a file each. */
export function meteredFacts(facts: FactStore, { cache }: Meters): FactStore {
  return {
    put: (entries) => facts.put(entries),
    get: (keys) => {
      const found = facts.get(keys)
      cache.inc({ cache: 'facts', result: 'hit' }, found.size)
      cache.inc({ cache: 'facts', result: 'miss' }, keys.length - found.size)
      return found
    },
  }
}

/** States whose look-ups are counted. To start from the difference to a tree that is known is not another look-up. */
export function meteredStates(states: StateStore, { cache }: Meters): StateStore {
  const listed = new Set<string>()
  return {
    put: (state, version) => states.put(state, version),
    judged: states.judged,
    trees: (version) => {
      const trees = states.trees(version)
      for (const tree of trees) listed.add(tree)
      return trees
    },
    get: (tree, version) => {
      const found = states.get(tree, version)
      if (!listed.has(tree)) cache.inc({ cache: 'states', result: found ? 'hit' : 'miss' })
      return found
    },
  }
}

export function meteredTrees(trees: TreeCache, { cache }: Meters): TreeCache {
  return {
    put: (tree, listing) => trees.put(tree, listing),
    get: (tree) => {
      const found = trees.get(tree)
      cache.inc({ cache: 'trees', result: found ? 'hit' : 'miss' })
      return found
    },
  }
}
