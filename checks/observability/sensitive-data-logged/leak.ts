import type { Range } from '#model/location'
import type { Spelled } from './value.ts'
import type { Whole } from './whole.ts'

/** A call that writes data into a log which is nobody's to read there. Plain JSON. */
export interface Leak {
  /** `logger.info in AuthService.login`. */
  readonly call: string
  readonly kind: 'log' | 'print'
  /** It prints what it should send to someone. */
  readonly isSender: boolean
  readonly values: readonly Spelled[]
  readonly wholes: readonly Whole[]
  /** The text of a database error, which quotes the values that it refused. */
  readonly error?: { readonly name: string; readonly range: Range } | undefined
}

/** What a declaration says of a field. Plain JSON. */
export type FieldMark =
  /** Of a type that hides its value in texts: pydantic's `SecretStr`. */
  | { readonly is: 'hidden'; readonly name: string }
  /** Marked as personal data: `metadata={"pii": True}`, `pii:"true"`, `@PersonalData`, a comment `PII`. */
  | { readonly is: 'personal'; readonly owner: string; readonly name: string }
