/** Gives up a request when nothing is heard of it for a while, however long it may take in all. */
export interface Silence {
  readonly signal: AbortSignal
  /** Watches over an answer whose body comes in pieces: each of them is a sign of life. */
  watch<Response extends { readonly data: unknown }>(answer: Promise<Response>): Promise<Response>
}

export function silence(milliseconds: number): Silence {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new DOMException('nothing was heard', 'TimeoutError')), milliseconds)
  async function* heard(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of body) {
        yield piece
        // Counted from when somebody waits for the next.
        timer.refresh()
      }
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    signal: controller.signal,
    watch: async (answer) => {
      try {
        const response = await answer
        timer.refresh()
        return { ...response, data: heard(response.data as AsyncIterable<Uint8Array>) }
      } catch (error) {
        clearTimeout(timer)
        throw error
      }
    },
  }
}
