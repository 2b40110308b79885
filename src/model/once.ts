/** Works something out when it is first asked for. */
export function once<Value>(load: () => Value): () => Value {
  const each = onceEach(load)
  return () => each('')
}

/** The same for each name. */
export function onceEach<Value>(load: (name: string) => Value): (name: string) => Value {
  const loaded = new Map<string, Value>()
  return (name) => {
    if (!loaded.has(name)) loaded.set(name, load(name))
    return loaded.get(name)!
  }
}

/** The same for names that come from repositories and come again: the last ones are remembered, at most so many. */
export function onceEachRecent<Value>(load: (name: string) => Value, most = 5000): (name: string) => Value {
  const loaded = new Map<string, Value>()
  return (name) => {
    const known = loaded.get(name)
    if (known !== undefined) return known
    const value = load(name)
    if (name.length > LONGEST_NAME) return value
    if (loaded.size >= most) loaded.clear()
    // A copy: what was cut from a text would keep the whole of it.
    loaded.set(Buffer.from(name, 'utf16le').toString('utf16le'), value)
    return value
  }
}

const LONGEST_NAME = 200

/**
 * The same for each object, for as long as the object is there. What is known is kept at the object itself, where neither copies nor JSON
 * see it: weak maps of all that is asked about thousands of files cost a tenth of the time that it takes to read them (ADR 16).
 */
export function onceFor<Key extends object, Value>(load: (key: Key) => Value): (key: Key) => Value {
  return (key) => {
    const kept = keptAt(key)
    const known = kept.get(load)
    if (known !== undefined || kept.has(load)) return known as Value
    const value = load(key)
    kept.set(load, value)
    return value
  }
}

const KEPT = Symbol('kept')
/** What nothing can be kept at: a frozen object. */
const ELSEWHERE = new WeakMap<object, Map<unknown, unknown>>()

function keptAt(key: object): Map<unknown, unknown> {
  const known = (key as { readonly [KEPT]?: Map<unknown, unknown> })[KEPT] ?? ELSEWHERE.get(key)
  if (known) return known
  const made = new Map<unknown, unknown>()
  if (Object.isExtensible(key)) Object.defineProperty(key, KEPT, { value: made })
  else ELSEWHERE.set(key, made)
  return made
}
