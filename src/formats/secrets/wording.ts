import type { Secret } from './classify.ts'
import { scan } from './classify.ts'
import { wordsOf } from './names.ts'

/** A name as it may be printed; `undefined` for one that may itself be a secret, or a part of one. */
export function printableName(name: string): string | undefined {
  if (name.length > 120 || !/^[A-Za-z_][\w.$/-]*$/.test(name)) return
  return name.split(/[^A-Za-z0-9]+/).every(isSpoken) && !holdsSecret(name.split('.')) ? name : undefined
}

/** Some tokens have dots, as paths of names have: each part of the path is looked at, together and apart. */
function holdsSecret(steps: readonly string[]): boolean {
  const parts = steps.flatMap((_, from) => steps.slice(from, from + 12).map((_, length) => steps.slice(from, from + length + 1).join('.')))
  return parts.some((part) => !scan(part).next().done)
}

/** Long parts of names are words, perhaps with a number behind them; what generators write is not. */
function isSpoken(part: string): boolean {
  if (part.length < 9) return true
  const words = wordsOf(part.replace(/\d{1,4}$/, ''))
  const unspeakable = words.some(
    (word) => /\d/.test(word) || (word.length > 5 && !/[aeiouy]/.test(word)) || /[bcdfghjklmnpqrstvwxz]{6}/.test(word),
  )
  return !unspeakable && part.length >= words.length * 3.5
}

/** The beginning that says whose it is: public, and never more than eleven characters of a secret. */
export function shownPrefix({ prefix }: Pick<Secret, 'prefix'>): string | undefined {
  return prefix === undefined ? undefined : `${prefix.slice(0, 11)}…`
}

/** What to write in place of a value: `your-resend-api-key`. */
export function placeholderFor(name: string | undefined): string {
  const words = wordsOf((name ?? '').split('.').at(-1)!).filter((word) => /^[a-z]{1,20}\d{0,2}$/.test(word))
  return ['your', ...(words.length > 0 ? words.slice(0, 6) : ['value'])].join('-')
}
