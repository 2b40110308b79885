import { readFileSync } from 'node:fs'

/** Set by `npm run build` in the bundle. */
declare const READINESS_VERSION: string | undefined

/** The version of this program, as in `package.json`. */
export const version: string =
  typeof READINESS_VERSION === 'string'
    ? READINESS_VERSION
    : (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version
