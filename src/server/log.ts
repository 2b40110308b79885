import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

export type Log = Logger

export interface LogSettings {
  readonly level: string
}

/** Paths that may hold a secret, wherever somebody puts such an object into a line. */
const SECRET_KEYS = [
  'token',
  'jwt',
  'pem',
  'private_key',
  'privateKey',
  'secret',
  'client_secret',
  'webhook_secret',
  'authorization',
  'payload',
]
const REDACTED = [...SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), 'headers', '*.headers', '*.*.headers', 'req.headers']

/** Lines of JSON without payloads, headers and tokens. */
export function createLog({ level }: LogSettings, destination?: DestinationStream): Log {
  const options = {
    level,
    base: {},
    serializers: { err: serializeError, error: serializeError, event: serializeEvent },
    redact: { paths: REDACTED, censor: '[redacted]' },
    hooks: { streamWrite: hideTokens },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** What GitHub's and Probot's errors drag along: requests, answers, whole events. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { type, message, stack } = stdSerializers.err(error)
  const { status } = error as { status?: unknown }
  const causes = error instanceof AggregateError ? { errors: error.errors.map(serializeError) } : {}
  return { type, message, stack, ...(typeof status === 'number' ? { status } : {}), ...causes }
}

function serializeEvent(event: unknown): unknown {
  const { id, name } = (event ?? {}) as { id?: unknown; name?: unknown }
  return { id, name }
}

/** Tokens of both formats, and those in addresses, in whatever text they have got into. */
export function hideTokens(line: string): string {
  return line
    .replaceAll(/gh[a-z]_[A-Za-z0-9._-]{20,}/g, '[redacted]')
    .replaceAll(/x-access-token:[^@\s"]+@/g, 'x-access-token:[redacted]@')
    .replaceAll(/eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+/g, '[redacted]')
}
