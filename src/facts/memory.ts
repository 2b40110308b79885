import type { Bundle } from '#model/facts'
import type { TreeId } from '#model/snapshot'
import type { FactKey, FactStore, JudgedStore, State, StateStore } from './store.ts'

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
  const nameOf = (tree: TreeId, version: string) => `${version} ${tree}`
  const store = (state: State, version: string) => {
    stored.delete(nameOf(state.tree, version))
    stored.set(nameOf(state.tree, version), { state, version })
    if (stored.size > most) stored.delete(stored.keys().next().value!)
  }
  return {
    get: (tree, version) => {
      const state = stored.get(nameOf(tree, version))?.state
      if (state) store(state, version)
      return state
    },
    trees: (version) => [...stored.values()].flatMap((one) => (one.version === version ? [one.state.tree] : [])).toReversed(),
    put: store,
    judged: memoryJudged(),
  }
}

const MOST_JUDGED = 4_096

function memoryJudged(): JudgedStore {
  const stored = new Map<string, unknown>()
  return {
    get: (keys) => new Map(keys.flatMap((key) => (stored.has(key) ? [[key, stored.get(key)] as const] : []))),
    put: (entries) => {
      for (const [key, value] of entries) {
        stored.set(key, value)
        if (stored.size > MOST_JUDGED) stored.delete(stored.keys().next().value!)
      }
    },
  }
}
