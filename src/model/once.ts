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

/** The same for each object, for as long as the object is there. */
export function onceFor<Key extends object, Value>(load: (key: Key) => Value): (key: Key) => Value {
  const loaded = new WeakMap<Key, { readonly value: Value }>()
  return (key) => {
    const known = loaded.get(key)
    if (known) return known.value
    const value = load(key)
    loaded.set(key, { value })
    return value
  }
}
