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
