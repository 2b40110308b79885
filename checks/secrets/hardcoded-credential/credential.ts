import type { Secret } from '#formats/secrets'
import type { Range } from '#model/location'

/** A credential in a file. */
export interface Credential extends Pick<Secret, 'kind' | 'label' | 'prefix' | 'verdict'> {
  /** The variable, key or parameter that holds it, where there is one. */
  readonly name?: string | undefined
  readonly range: Range
  /** Tells whether it is still the same one: see `digest`. */
  readonly digest: string
  /** A password that everybody knows, given to a service. */
  readonly wellKnown?: boolean | undefined
}

export interface Credentials {
  readonly found: readonly Credential[]
  readonly harmless: readonly Harmless[]
}

/** A setting for a secret that holds none. */
export interface Harmless {
  readonly name: string
  readonly range: Range
}
