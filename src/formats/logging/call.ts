import type { Call, Value } from '../code/view.ts'

/** A call that writes a line to a log, or to the terminal as if it were one. */
export interface LogCall {
  readonly kind: 'log' | 'print'
  /** As written: `logger.info`, `print`, `console.log`. */
  readonly name: string
  readonly level?: LogLevel | undefined
  readonly call: Call
  /** What is written: arguments, and the fields that calls before it in the chain add. */
  readonly logged: readonly Logged[]
}

export type LogLevel = 'debug' | 'info' | 'warning' | 'error'

export interface Logged {
  /** The name of a field, where it stands beside its value: `email` of `zap.String("email", x)`. */
  readonly key?: string | undefined
  readonly value: Value
  /** A field is a value of its own, which a logger can redact by its name; a message is text already. */
  readonly as: 'message' | 'field'
}
