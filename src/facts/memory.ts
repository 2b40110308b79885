import type { Bundle } from '#model/facts'
import type { TreeId } from '#model/snapshot'
import type { FactKey, FactStore, State, StateStore } from './store.ts'

/** Facts that live as long as the process. */
export function memoryFacts(): FactStore {
  const stored = new Map<FactKey, Bundle>()
  return {
    get: (keys) => new Map(keys.flatMap((key) => (stored.has(key) ? [[key, stored.get(key)!] as const] : []))),
    put: (entries) => {
      for (const [key, bundle] of entries) stored.set(key, bundle)
    },
  }
}

/** The last few trees of one repository. */
export function memoryStates(most = 8): StateStore {
  const stored = new Map<string, { readonly state: State; readonly version: string }>()
  const key = (tree: TreeId, version: string) => `${version} ${tree}`
  return {
    get: (tree, version) => stored.get(key(tree, version))?.state,
    trees: (version) => [...stored.values()].flatMap((one) => (one.version === version ? [one.state.tree] : [])).toReversed(),
    put: (state, version) => {
      stored.delete(key(state.tree, version))
      stored.set(key(state.tree, version), { state, version })
      if (stored.size > most) stored.delete(stored.keys().next().value!)
    },
  }
}
