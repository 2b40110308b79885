import type { Checker, InboundWebhook, SignatureCheck } from '#formats/webhooks'
import type { Observation, Problem } from '#model/check'

/** Where routes lead to handlers elsewhere, one that only its name tells of is told where it stands if a route leads there and nothing guards it. */
export function toldOf(all: readonly InboundWebhook[], known: Known): (webhook: InboundWebhook) => boolean {
  const leading = Map.groupBy(
    all.filter(({ elsewhere }) => elsewhere !== undefined),
    ({ elsewhere }) => elsewhere,
  )
  return ({ isUnrouted, handler }) =>
    !isUnrouted || leading.size === 0 || (leading.get(handler)?.every((one) => !isGuarded(one, known) && !one.check) ?? false)
}

/** Without those whose handler is told of where it stands, and each handler once, however many paths lead to it. */
export function onceEach(all: readonly InboundWebhook[], told: ReadonlySet<string>): readonly InboundWebhook[] {
  const seen = new Set(told)
  return all.filter(({ elsewhere }) => {
    if (elsewhere === undefined) return true
    const isFirst = !seen.has(elsewhere)
    seen.add(elsewhere)
    return isFirst
  })
}

export type Known = ReadonlyMap<string, readonly Placed[]>
export type Placed = Checker & { readonly path: string }

export function inbound(path: string, webhook: InboundWebhook, known: Known): Observation {
  const { subject, range, check, elsewhere, calls } = webhook
  const place = { aspect: 'inbound', subject, location: { path, range } }
  if (isGuarded(webhook, known)) return place
  if (check?.by) return { ...place, ...checkedThere(known.get(check.by)) }
  if (check) return { ...place, location: { path, range: check.strength === 'sound' ? range : check.range }, problem: WEAK[check.strength] }
  const handlers = elsewhere === undefined ? [] : (known.get(elsewhere) ?? [])
  if (elsewhere !== undefined && handlers.length === 0)
    return { ...place, unknown: 'Its handler stands where nobody can follow it from here.' }
  const found = checkedBy([...calls, ...handlers.flatMap((one) => one.calls)], known) ?? handlers.filter((one) => one.check)
  return found.length > 0 ? { ...place, ...checkedThere(found) } : { ...place, problem: UNVERIFIED }
}

function isGuarded({ guarded, guards }: InboundWebhook, known: Known): boolean {
  return guarded || guards.some((name) => known.get(name)?.some((one) => one.check))
}

/** How a function of another file compares, where no other has its name. Whether it looks at the age may be up to who calls it. */
function checkedThere(found: readonly Placed[] = []): Pick<Observation, 'location' | 'problem'> {
  const [only, ...more] = found
  if (more.length > 0 || only?.check?.strength !== 'equality') return {}
  return { location: { path: only.path, range: only.check.range }, problem: WEAK.equality }
}

/** What checks in other files, and is called by its name. */
export function checkedBy(calls: readonly string[], known: Known): readonly Placed[] | undefined {
  return calls.map((name) => known.get(name)).find((all) => all?.some((one) => one.check))
}

const UNVERIFIED: Problem = {
  message:
    'Nothing here checks who sent this: anyone who knows the address can tell what they like. Verify the signature over the raw body before anything is written.',
  rating: 'black',
}

const WEAK: Readonly<Record<SignatureCheck['strength'], Problem | undefined>> = {
  sound: undefined,
  ageless: {
    message:
      'The signature is checked, but not its age: what was sent once can be sent again. Sign the time of sending as well, and refuse what is older than minutes.',
    rating: 'yellow',
    severity: 'low',
    quiet: true,
  },
  equality: {
    message:
      'This comparison ends at the first difference, which tells an attacker how far a guess was right. Compare in constant time: hmac.compare_digest, crypto.timingSafeEqual, hmac.Equal.',
    rating: 'yellow',
    severity: 'medium',
  },
}
