import type { Fix } from '#model/check'
import type { Range } from '#model/location'

/** A secret that a program or a deployment is given from outside, and what it goes on with where nobody gives it one. */
export interface SecretRead {
  /** The variable or setting that it asks for. */
  readonly name: string
  readonly range: Range
  readonly fallback: Fallback
  readonly fix?: Fix | undefined
}

export type Fallback =
  /** Nothing, or nothing that would work. */
  | { readonly is: 'none' }
  | { readonly is: 'elsewhere' }
  | {
      readonly is: 'literal'
      readonly text: string
      /**
       * `own`: the program believes whoever knows it. `real`: it looks like a credential in use. `shared`: a well-known
       * password for a database or another neighbour, or a name that does not say which of these it is.
       */
      readonly stakes: 'own' | 'real' | 'shared'
    }
