import type { Secret } from './classify.ts'
import { scan } from './classify.ts'
import { wordsOf } from './names.ts'

/** A name as it may be printed; `undefined` for one that may itself be a secret, or a part of one. */
export function printableName(name: string): string | undefined {
  if (name.length > 120 || !/^[A-Za-z_][\w.$/-]*$/.test(name)) return
  return name.split(/[^A-Za-z0-9]+/).some(looksRandom) || !scan(name).next().done ? undefined : name
}

/** Names are made of words: letters and digits in turns, or a capital every few letters, are what generators write. */
function looksRandom(word: string): boolean {
  return word.length >= 12 && (/\d[A-Za-z]+\d/.test(word) || (word.match(/[a-z][A-Z]/g)?.length ?? 0) > word.length / 6)
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
