/** Answers which of the named literals some bytes contain, ASCII letters in any case: one pass, whatever their number. */
export type LiteralScan<Name> = (bytes: Uint8Array) => ReadonlySet<Name>

/** Aho-Corasick as a table over bytes: one step a byte. */
export function literalScan<Name>(literals: Iterable<readonly [literal: string, name: Name]>): LiteralScan<Name> {
  const { next, names } = automaton(literals)
  return (bytes) => {
    const found = new Set<Name>()
    const seen = new Uint8Array(names.length)
    let state = 0
    for (let index = 0; index < bytes.length; index++) {
      state = next[(state << 8) | bytes[index]!]!
      const here = names[state]
      if (here && seen[state] === 0) {
        seen[state] = 1
        for (const name of here) found.add(name)
      }
    }
    return found
  }
}

interface Automaton<Name> {
  /** Row of 256 for each state. */
  readonly next: Uint32Array
  /** What is found on arriving at a state; most have nothing. */
  readonly names: readonly (readonly Name[] | undefined)[]
}

function automaton<Name>(literals: Iterable<readonly [string, Name]>): Automaton<Name> {
  const { children, names } = trie(literals)
  const next = new Uint32Array(children.length * 256)
  const fail = new Uint32Array(children.length)
  const queue = [0]
  // The queue grows while it is walked.
  for (const state of queue) {
    // What ends in a suffix of this state is found here too.
    if (state !== 0 && names[fail[state]!]) names[state] = [...(names[state] ?? []), ...names[fail[state]!]!]
    // Where a letter leads nowhere new, it leads where it leads from the suffix.
    next.copyWithin(state << 8, fail[state]! << 8, (fail[state]! << 8) + (state === 0 ? 0 : 256))
    for (const [byte, child] of children[state]!) {
      const onwards = state === 0 ? 0 : next[(fail[state]! << 8) | byte]!
      next[(state << 8) | byte] = child
      next[(state << 8) | upper(byte)] = child
      fail[child] = onwards
      queue.push(child)
    }
  }
  return { next, names }
}

function trie<Name>(literals: Iterable<readonly [string, Name]>): { children: Map<number, number>[]; names: (Name[] | undefined)[] } {
  const children: Map<number, number>[] = [new Map()]
  const names: (Name[] | undefined)[] = [undefined]
  for (const [literal, name] of literals) {
    let state = 0
    for (const byte of Buffer.from(literal.toLowerCase())) {
      let child = children[state]!.get(byte)
      if (child === undefined) {
        child = children.push(new Map()) - 1
        names.push(undefined)
        children[state]!.set(byte, child)
      }
      state = child
    }
    names[state] = [...(names[state] ?? []), name]
  }
  return { children, names }
}

function upper(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte
}
