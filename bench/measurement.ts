/** One line of `npm run bench`. */
export interface Measurement {
  readonly name: string
  readonly unit: string
  readonly median: number
  /** What it is held against, in the same unit, measured in turns with it. */
  readonly against?: number | undefined
  readonly ratio?: number | undefined
  readonly runs: number
  /** What was measured, or why it was not. */
  readonly note?: string | undefined
}

/** What measurements are made with. */
export interface Setting {
  /** `dist/cli.js`. */
  readonly cli: string
  readonly runs: number
  readonly seed: number
  /** Files of the generated repositories. */
  readonly sizes: { readonly small: number; readonly middle: number; readonly large: number }
}
