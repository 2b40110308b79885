import type { TreeId } from '#model/snapshot'
import type { Listing, TreeCache } from './trees.ts'

/** Keeps the most recently used listings, up to this many entries in all. */
export function treeCache(mostEntries = 300_000): TreeCache {
  const kept = new Map<TreeId, Listing | 'truncated'>()
  let entries = 0
  const count = (listing: Listing | 'truncated' | undefined) => (listing && listing !== 'truncated' ? listing.entries.length : 1)
  const drop = (tree: TreeId) => {
    const listing = kept.get(tree)
    if (listing && kept.delete(tree)) entries -= count(listing)
  }
  return {
    get: (tree) => {
      const listing = kept.get(tree)
      if (listing && kept.delete(tree)) kept.set(tree, listing)
      return listing
    },
    put: (tree, listing) => {
      drop(tree)
      kept.set(tree, listing)
      entries += count(listing)
      for (const [oldest] of kept) {
        if (entries <= mostEntries || oldest === tree) break
        drop(oldest)
      }
    },
  }
}
