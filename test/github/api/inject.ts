import type { Effect } from '../faults.ts'
import { primaryLimit, secondaryLimit } from './budget.ts'
import { type Context, resourceOf } from './context.ts'
import { type Answer, refusalOf, refuse } from './operation.ts'
import { type Outcome, respond } from './respond.ts'

/** Serves a request with something going wrong before, during or after the work. */
export async function inject(context: Context, effect: Effect, serve: (context: Context) => Promise<Answer>): Promise<Outcome> {
  if (effect.kind === 'delay') {
    await context.world.clock.sleep(effect.ms)
    return respond(context, await serve(context))
  }
  if ('after' in effect && effect.after === true) await serve(context)
  if (effect.kind === 'hang' || effect.kind === 'reset') return { kind: effect.kind }
  return respond(context, injected(context, effect))
}

function injected({ identity, budget, operation }: Context, effect: Exclude<Effect, { kind: 'delay' | 'hang' | 'reset' }>): Answer {
  const { token } = identity
  switch (effect.kind) {
    case 'status':
      return { status: effect.status, body: effect.body ?? { message: `Injected ${effect.status}`, status: String(effect.status) } }
    case 'malformed':
      return { status: 200, bytes: Buffer.from('{"id": 1, "na'), headers: { 'content-type': 'application/json; charset=utf-8' } }
    case 'expired-token':
      if (token !== undefined) token.expiresAt = 0
      return refusalOf(refuse(401, 'Bad credentials'))!
    case 'primary-limit':
      if (token !== undefined) budget.exhaust(token.installation.id, resourceOf(operation))
      return refusalOf(primaryLimit(token?.installation.id ?? 0, resourceOf(operation)))!
    case 'secondary-limit':
      return refusalOf(secondaryLimit(effect.retryAfter ?? 60))!
  }
}
