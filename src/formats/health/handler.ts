import { nameOf } from '../code/names.ts'
import type { Call, Code, Func } from '../code/view.ts'
import { isInside, reached } from '../routes.ts'

/** What a handler looks at before it answers: nothing, a store, or something that cannot be told from here. */
export type Looks = 'nothing' | 'store' | 'something'

export function looksOf(code: Code, handler: Func): Looks {
  const functions = reached(code, handler)
  const calls = functions
    .flatMap((func) => func.calls)
    .filter((call) => !functions.some(({ name }) => name !== undefined && name === call.method))
  if (calls.some(isQuery)) return 'store'
  return calls.every(isTrivial) && !functions.some((func) => readsState(code, func)) ? 'nothing' : 'something'
}

const QUERY =
  /(?:^|[._])\w*(?:db|database|session|conn|connection|connections|engine|pool|prisma|redis|rdb|mongo\w*|pg|sequelize|knex|cursor|datasource|dataSource|jdbcTemplate|sql)\w*(?:\(\)|\[\]|\.\w+)*\.(?:execute|exec|query|ping|PingContext|Ping|\$queryRaw\w*|\$queryRawUnsafe|raw|authenticate|scalar|fetch\w*|command|queryForObject|ensure_connection|cursor)$/i

function isQuery({ callee, receiver }: Call): boolean {
  return QUERY.test(callee) || (receiver !== undefined && /\.(?:ping|Ping|PingContext)$/.test(callee))
}

const TRIVIAL = new Set(
  `json jsonify JSONResponse ORJSONResponse Response HttpResponse JsonResponse PlainTextResponse make_response send sendStatus status end type write
  writeHead setHeader header set code Write WriteHeader WriteString Fprint Fprintf Fprintln Encode NewEncoder Set Header Add JSON IndentedJSON String
  NoContent SendString SendStatus Status Ok ok body build of Content Text Json render head plain now utcnow isoformat toISOString Date time Now Format
  Since UTC uptime getenv get str int dict len round float info debug warn log print println Info Debug Printf Println stringify Marshal byte Getenv
  memoryUsage toString response timedelta date Map Dictionary HealthResponse HealthCheck HealthStatus StatusResponse success byte []byte format Error`.split(
    /\s+/,
  ),
)

function isTrivial({ method, callee }: Call): boolean {
  return TRIVIAL.has(method) && (method !== 'get' || /environ|config|settings/i.test(callee))
}

const STATE = /ready|connected|connection|draining|shutting|healthy|alive|closed|initiali[sz]ed|loaded/i

/** It answers by a flag that others keep: `app.state.ready`, `mongoose.connection.readyState`, `if (!isReady)`. */
function readsState({ expressions, catches }: Code, { range, calls, returns }: Func): boolean {
  const names = expressions.filter((one) => isInside(one.range, range)).map(({ value }) => nameOf(value))
  const conditions = [...calls, ...catches.filter((one) => isInside(one.range, range))].flatMap(({ scope }) => scope.conditions)
  const inner = conditions.filter(({ value }) => isInside(value.range, range)).map(({ text }) => text)
  return returns.some(({ kind }) => kind === 'conditional') || [...names, ...inner].some((name) => STATE.test(name))
}
