import { ROUTE_FILES } from '#formats/routes'
import { WEBHOOK_HINTS, type WebhookSights, webhookSights } from '#formats/webhooks'
import { LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import { checkedBy, inbound, type Known, onceEach, type Placed, toldOf } from './webhook-signature/inbound.ts'
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
    const isTold = toldOf(
      own.flatMap(({ fact }) => fact.inbound),
      known,
    )
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

/** What an interceptor lets pass has to check by itself. */
function exempted(handlers: readonly Placed[] | undefined, known: Known): Pick<Observation, 'problem' | 'unknown'> {
  if (!handlers) return { unknown: 'Its handler stands where nobody can follow it from here.' }
  const isChecked = handlers.some(({ check, calls }) => check ?? checkedBy(calls, known))
  return isChecked ? {} : { problem: LET_PASS }
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
