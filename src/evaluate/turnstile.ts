/** Lets work in as long as the weights of all that is inside stay within a bound; a single one may weigh more. */
export function turnstile(most: number): <Result>(weight: number, work: () => Promise<Result>) => Promise<Result> {
  let inside = 0
  const waiting: { readonly weight: number; readonly enter: () => void }[] = []
  const admit = () => {
    for (;;) {
      // What is light does not wait behind what is heavy.
      const next = waiting.findIndex(({ weight }) => inside === 0 || inside + weight <= most)
      if (next === -1) return
      const [{ weight, enter }] = waiting.splice(next, 1) as [(typeof waiting)[number]]
      inside += weight
      enter()
    }
  }
  return async (weight, work) => {
    await new Promise<void>((enter) => {
      waiting.push({ weight, enter })
      admit()
    })
    try {
      return await work()
    } finally {
      inside -= weight
      admit()
    }
  }
}
