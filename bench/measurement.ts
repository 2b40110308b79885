/** One line of `npm run bench`. */
export interface Measurement {
  readonly name: string
  readonly unit: string
  readonly median: number
  /** What it is held against, in the same unit, measured in turns with it. */
  readonly against?: number | undefined
  readonly ratio?: number | undefined
  readonly runs: number
  /** What it has to reach: of the ratio where there is one, else of the median. */
  readonly target?: Target | undefined
  /** What was measured, and what else there is to know of it. */
  readonly note: string
}

export type Target = { readonly most: number; readonly least?: undefined } | { readonly least: number; readonly most?: undefined }

/** A measurement that could not be made here, and why. */
export interface Missing {
  readonly name: string
  readonly missing: string
}

/** What measurements are made with. */
export interface Setting {
  /** `dist/cli.js`. */
  readonly cli: string
  /** Runs of each side, in turns; measurements that take long make fewer. */
  readonly runs: number
  readonly seed: number
  /** Files of the generated repositories. */
  readonly sizes: { readonly small: number; readonly middle: number; readonly large: number }
  /** Trees of real source, besides the generated ones. */
  readonly checkouts: readonly string[]
  /** Where peers are installed, once. */
  readonly tools: string
}

export type Measure = (setting: Setting) => Promise<readonly (Measurement | Missing)[]>

/** Whether it reaches its target; `undefined` where it has none. */
export function isMet({ median, ratio, target }: Measurement): boolean | undefined {
  const value = ratio ?? median
  if (!target) return
  return target.most === undefined ? value >= target.least : value <= target.most
}
