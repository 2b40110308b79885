import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import type { Catalogue } from '#model/check'
import { type Counters, type Engine, noCounts } from '../../src/evaluate/engine.ts'
import { memoryFacts, memoryStates } from '../../src/facts/memory.ts'

export interface CountingEngine extends Engine {
  readonly counters: Counters
}

/** An engine that remembers in memory and counts what it does. */
export function memoryEngine(catalogue: Catalogue, version = 'test'): CountingEngine {
  return {
    catalogue,
    version,
    facts: memoryFacts(),
    states: memoryStates(),
    prepare,
    comments: { hint: SUPPRESSION_HINT, read: suppressions },
    counters: noCounts(),
  }
}
