import { ROUTE_FILES } from '#formats/routes'
import { type Checker, type InboundWebhook, type SignatureCheck, WEBHOOK_HINTS, type WebhookSights, webhookSights } from '#formats/webhooks'
import { LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import { bad, good } from './webhook-signature.examples.ts'

export default repositoryCheck<WebhookSights>({
  title: 'Inbound webhooks verify a timestamped signature in constant time; outbound ones are signed',
  severity: 'critical',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '4h',
  why: `
    The address of a webhook is known to everyone who reads the documentation of who sends it. Without a signature anyone can tell
    that an order is paid; with one that is compared byte by byte it can be guessed; without a time in it, what was sent once can be
    sent again.`,
  remedy: `
    Check first, and before anything is written: with the library of who sends it (\`stripe.webhooks.constructEvent\`), or by hand over
    the raw body and the time of sending:

        expected = hmac.new(SECRET, f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
        if abs(time.time() - int(timestamp)) > 300 or not hmac.compare_digest(expected, signature):
            raise HTTPException(401)

    Send your own webhooks with such a header, so that subscribers can do the same.`,
  references: [
    'https://docs.stripe.com/webhooks#verify-manually',
    'https://github.com/standard-webhooks/standard-webhooks',
    'https://cwe.mitre.org/data/definitions/345.html',
  ],
  files: ROUTE_FILES,
  hints: WEBHOOK_HINTS,

  *collect(file) {
    const sights = webhookSights(file)
    if (Object.values(sights).some((found) => found.length > 0)) yield sights
  },

  *judge(facts, { classOf }) {
    const own = facts.filter(({ path }) => classOf(path) === 'production')
    const known = Map.groupBy(
      own.flatMap(({ path, fact }) => fact.checkers.map((one) => ({ ...one, path }))),
      ({ name }) => name,
    )
    const isTold = toldOf(own.flatMap(({ fact }) => fact.inbound))
    const told = new Set(own.flatMap(({ fact }) => fact.inbound.filter(isTold).flatMap(({ handler }) => handler ?? [])))
    for (const { path, fact } of own) {
      for (const webhook of onceEach(fact.inbound.filter(isTold), told)) yield inbound(path, webhook, known)
      for (const { name, subject, range } of fact.exemptions) {
        yield { aspect: 'inbound', subject, location: { path, range }, ...exempted(known.get(name), known) }
      }
      for (const { subject, range, signed } of fact.deliveries) {
        yield { aspect: 'outbound', subject, location: { path, range }, problem: signed ? undefined : UNSIGNED }
      }
      for (const { name, range } of fact.signers) yield { aspect: 'outbound', subject: `${name} signs`, location: { path, range } }
    }
  },

  examples: { bad, good },
})

/** Where routes lead to handlers elsewhere, one that only its name tells of is told where it stands if a route leads there and nothing guards it. */
function toldOf(all: readonly InboundWebhook[]): (webhook: InboundWebhook) => boolean {
  const leading = Map.groupBy(
    all.filter(({ elsewhere }) => elsewhere !== undefined),
    ({ elsewhere }) => elsewhere,
  )
  return ({ isUnrouted, handler }) =>
    !isUnrouted || leading.size === 0 || (leading.get(handler)?.every(({ guarded, check }) => !guarded && !check) ?? false)
}

/** Without those whose handler is told of where it stands, and each handler once, however many paths lead to it. */
function onceEach(all: readonly InboundWebhook[], told: ReadonlySet<string>): readonly InboundWebhook[] {
  return all.filter(({ elsewhere }, at) => {
    if (elsewhere === undefined) return true
    return !told.has(elsewhere) && all.findIndex((one) => one.elsewhere === elsewhere) === at
  })
}

type Known = ReadonlyMap<string, readonly Placed[]>
type Placed = Checker & { readonly path: string }

function inbound(path: string, { subject, range, check, guarded, elsewhere, calls }: InboundWebhook, known: Known): Observation {
  const place = { aspect: 'inbound', subject, location: { path, range } }
  if (guarded) return place
  if (check?.by) return { ...place, ...checkedThere(known.get(check.by)) }
  if (check) return { ...place, location: { path, range: check.strength === 'sound' ? range : check.range }, problem: WEAK[check.strength] }
  const handlers = elsewhere === undefined ? [] : (known.get(elsewhere) ?? [])
  if (elsewhere !== undefined && handlers.length === 0)
    return { ...place, unknown: 'Its handler stands where nobody can follow it from here.' }
  const found = checkedBy([...calls, ...handlers.flatMap((one) => one.calls)], known) ?? handlers.filter((one) => one.check)
  return found.length > 0 ? { ...place, ...checkedThere(found) } : { ...place, problem: UNVERIFIED }
}

/** How a function of another file compares, where no other has its name. Whether it looks at the age may be up to who calls it. */
function checkedThere(found: readonly Placed[] = []): Pick<Observation, 'location' | 'problem'> {
  const [only, ...more] = found
  if (more.length > 0 || only?.check?.strength !== 'equality') return {}
  return { location: { path: only.path, range: only.check.range }, problem: WEAK.equality }
}

/** What checks in other files, and is called by its name. */
function checkedBy(calls: readonly string[], known: Known): readonly Placed[] | undefined {
  return calls.map((name) => known.get(name)).find((all) => all?.some((one) => one.check))
}

/** What an interceptor lets pass has to check by itself. */
function exempted(handlers: readonly Placed[] | undefined, known: Known): Pick<Observation, 'problem' | 'unknown'> {
  if (!handlers) return { unknown: 'Its handler stands where nobody can follow it from here.' }
  const isChecked = handlers.some(({ check, calls }) => check ?? checkedBy(calls, known))
  return isChecked ? {} : { problem: LET_PASS }
}

const UNVERIFIED: Problem = {
  message:
    'Nothing here checks who sent this: anyone who knows the address can tell what they like. Verify the signature over the raw body before anything is written.',
  rating: 'black',
}

const LET_PASS: Problem = {
  message:
    'The interceptor lets this webhook pass without authentication, and its handler checks no signature: anyone can call it. Verify the signature in the handler.',
  rating: 'black',
}

const UNSIGNED: Problem = {
  message: 'Who receives this cannot tell that it comes from here. Send a time and a signature over time and body (HMAC) in headers.',
  rating: 'yellow',
  severity: 'medium',
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
