/** What goes wrong, and whether the request took effect before it did. */
export type Effect =
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly after?: boolean }
  | { readonly kind: 'hang'; readonly after?: boolean }
  | { readonly kind: 'reset'; readonly after?: boolean }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'primary-limit' }
  | { readonly kind: 'secondary-limit'; readonly retryAfter?: number }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'delay'; readonly ms: number }

export type Fault = Effect & {
  /** Operation id of GitHub's description (`checks/create`), `graphql`, or a prefix that ends in `/`; all if absent. */
  readonly on?: string | readonly string[]
  readonly repositoryId?: number
  readonly where?: (request: FaultTarget) => boolean
  /** Strikes from the nth match on (1 is the first). */
  readonly nth?: number
  /** Strikes that often, then is over. Once if `nth` is given, else always. */
  readonly times?: number
  /** Strikes by the plan's seed, 0 to 1. */
  readonly probability?: number
}

export interface FaultTarget {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly repositoryId: number | undefined
  readonly body: unknown
}

export interface FaultPlan {
  /** Adds a fault; the function that comes back removes it. */
  add(fault: Fault): () => void
  clear(): void
  /** The first fault that strikes this request. */
  strike(target: FaultTarget): Effect | undefined
  /** How many struck so far. */
  readonly struck: number
}

interface Armed {
  readonly fault: Fault
  seen: number
  left: number
}

export function createFaultPlan(seed: number): FaultPlan {
  const random = seededRandom(seed)
  let armed: Armed[] = []
  let struck = 0
  return {
    get struck() {
      return struck
    },
    add(fault) {
      const entry: Armed = { fault, seen: 0, left: fault.times ?? (fault.nth === undefined ? Number.POSITIVE_INFINITY : 1) }
      armed.push(entry)
      return () => {
        armed = armed.filter((other) => other !== entry)
      }
    },
    clear: () => {
      armed = []
    },
    strike(target) {
      const found = armed.find((entry) => strikes(entry, target, random))
      if (found === undefined) return undefined
      found.left -= 1
      struck += 1
      return found.fault
    },
  }
}

function strikes(entry: Armed, target: FaultTarget, random: () => number): boolean {
  const { fault } = entry
  if (entry.left <= 0 || !names(fault.on, target.operation)) return false
  if (fault.repositoryId !== undefined && fault.repositoryId !== target.repositoryId) return false
  if (fault.where?.(target) === false) return false
  entry.seen += 1
  if (fault.nth !== undefined && entry.seen < fault.nth) return false
  return fault.probability === undefined || random() < fault.probability
}

function names(on: Fault['on'], operation: string): boolean {
  if (on === undefined) return true
  const patterns = typeof on === 'string' ? [on] : on
  return patterns.some((pattern) => (pattern.endsWith('/') ? operation.startsWith(pattern) : operation === pattern))
}

/** Mulberry32: small, fast, and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
