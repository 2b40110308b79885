const ENDINGS = ['', 's', 'ed', 'ing', 'ure', 'ures', 'ged', 'ging']

/** Whether a metric's name has one of these words, in any form, and whole: `flagged` does not tell of a `lag`. */
export function tellsOf(name: string, words: readonly string[]): boolean {
  const spaced = `_${name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()}_`
  return words.some((word) => ENDINGS.some((ending) => spaced.includes(`_${word}${ending}_`)))
}

/** Whether a metric counts or times requests to a server. */
export function measuresRequests(name: string): boolean {
  return /(?:^|_)(?:http|grpc|rpc|requests?|responses?)(?:_|$)/.test(name)
}
