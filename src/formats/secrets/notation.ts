import type { Run, Shape } from './shape.ts'

export const run =
  (of: string) =>
  (min: number, max: number = min): Run => ({ of, min, max })
export const alnum = run('A-Za-z0-9')
export const word = run('A-Za-z0-9_')
export const url64 = run('A-Za-z0-9_-')
export const base64 = run('A-Za-z0-9+/')
export const upper = run('A-Z0-9')
export const lower = run('a-z0-9')
export const hex = run('0-9a-f')
export const letters = run('a-z')
export const digits = run('0-9')

export const live = (kind: string, label: string, prefixes: string | readonly string[], ...rest: Shape['rest']): Shape => ({
  kind,
  label,
  prefixes: [prefixes].flat(),
  rest,
  standing: 'live',
})
export const harmless = (
  standing: 'test' | 'public',
  kind: string,
  label: string,
  prefixes: readonly string[],
  ...rest: Shape['rest']
): Shape => ({
  ...live(kind, label, prefixes, ...rest),
  standing,
})
/** Weak shapes: known only under a name that says the provider. */
export const under = (names: RegExp, shape: Shape): Shape => ({ ...shape, names })
/** The prefix surrounds the secret. */
export const after = (shape: Shape): Shape => ({ ...shape, outside: true })
