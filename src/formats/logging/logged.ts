import { constantText } from '../code/lookup.ts'
import type { Argument, Call, Value } from '../code/view.ts'
import type { Logged } from './call.ts'

/** What a call writes: its arguments, and the fields that calls before it in the chain add. */
export function loggedBy(call: Call): readonly Logged[] {
  return [...chained(call.receiver), ...call.args.flatMap((argument, index) => fromArgument(call.args, argument, index))]
}

/** `log.Info().Str("email", email).Msg("x")`, `logger.bind(email=email).info("x")`, `logrus.WithFields(…).Info("x")`. */
function chained(value: Value | undefined): Logged[] {
  if (value?.kind !== 'call') return []
  return [...chained(value.receiver), ...fieldsOf(value)]
}

function fromArgument(args: readonly Argument[], { name, value }: Argument, index: number): Logged[] {
  if (name !== undefined) return [{ key: name, value, as: 'field' }]
  if (value.kind === 'object') return [{ value, as: 'field' }]
  if (value.kind === 'call' && isField(value)) return fieldsOf(value)
  // `slog.Info("signed in", "email", email)`: after the message, names and values take turns.
  const before = index > 1 ? constantText(args[index - 1]!.value) : undefined
  const isNamed = before !== undefined && /^[A-Za-z][\w.-]{0,60}$/.test(before) && constantText(value) === undefined
  return [isNamed ? { key: before, value, as: 'field' } : { value, as: 'message' }]
}

const FIELD =
  /^(?:zap|slog|kv|zerolog|logfmt|attribute|StructuredArguments|Markers)\.\w+$|^(?:kv|keyValue|v|value|entries|append|String|Any|Str|Field)$/

/** A constructor of fields: `zap.String("email", email)`, `kv("email", email)`. */
function isField({ callee }: Call): boolean {
  return FIELD.test(callee)
}

/** Of a call that makes or adds fields: `("email", email)`, `(email=email)`, `({ email })`. */
function fieldsOf({ args }: Call): Logged[] {
  const key = args[0] && args[0].name === undefined ? constantText(args[0].value) : undefined
  if (key !== undefined && args.length > 1) return args.slice(1).map(({ value }) => ({ key, value, as: 'field' }))
  return args.map(({ name, value }) => ({ key: name, value, as: 'field' }))
}
