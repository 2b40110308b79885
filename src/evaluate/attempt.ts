import { Unparsable } from '#model/unparsable'

/** What running the code of a check came to: its value, a file that no parser takes, or a bug of the check. */
export type Attempt<Value> =
  | { readonly value: Value; readonly unparsable?: undefined; readonly error?: undefined }
  | { readonly unparsable: string; readonly value?: undefined; readonly error?: undefined }
  | { readonly error: string; readonly value?: undefined; readonly unparsable?: undefined }

/** A check that throws is an error for itself and leaves its neighbours alone. The message never quotes the file. */
export function attempt<Value>(work: () => Value): Attempt<Value> {
  try {
    return { value: work() }
  } catch (error) {
    if (error instanceof Unparsable) return { unparsable: error.reason }
    return { error: describe(error) }
  }
}

/** The kind of the error and the place in our code: a message may hold text of the file, and so a secret. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'threw something that is no Error'
  const place = /\/((?:checks|src)\/[\w/.-]+:\d+)/.exec(error.stack ?? '')?.[1]
  return place ? `${error.name} at ${place}` : error.name
}
