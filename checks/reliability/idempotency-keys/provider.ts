import { argumentOf } from '#formats/code/lookup'
import { modulesOf } from '#formats/code/origins'
import type { Call, Code } from '#formats/code/view'
import { assignedOnce } from '#formats/production'
import { mentionsLike } from '#formats/words'
import { onceFor } from '#model/once'

const MOVES =
  /(?:^|\.)(?:PaymentIntents?|paymentIntents|payment_intents|Charges?|charges|Transfers?|transfers|Payouts?|payouts|Refunds?|refunds|disbursements?|Disbursements?)\.(?:create|create_async|createAsync|capture|createDisbursement|Create)$|^(?:paymentintent|charge|transfer|payout|refund)\.New$/
/** What Stripe's library for C# is given. */
const OPTIONS = /^(?:Stripe\.)?(?:PaymentIntent|Charge|Transfer|Payout|Refund)CreateOptions$/

const NAME = 'stripe|xendit|razorpay|adyen|checkout-sdk'
const PROVIDERS = new RegExp(`(?:^|[/@.])(?:${NAME})`, 'i')
/** `Stripe::Charge`, `\Stripe\Charge`, `$this->stripe`: Ruby and PHP load them elsewhere. */
const OF_PROVIDER = new RegExp(`^(?:\\w+\\.){0,3}(?:${NAME})(?:client)?(?:\\(\\))?\\.`, 'i')

/** A cheap look before parsing. */
export const mayMoveMoney = mentionsLike(
  /(?:payment_?intent|charge|transfer|payout|refund|disbursement)s?(?:\s{0,40}(?:\.|->|::)\s{0,40}(?:create|new|capture)|createoptions)/i,
  ['paymentintent', 'payment_intent', 'charge', 'transfer', 'payout', 'refund', 'disbursement'],
)

/** Calls that have a provider of payments move money. */
export function providerCalls(code: Code): readonly { readonly call: Call; readonly keyed: boolean }[] {
  const isLoaded = modulesOf(code).some((module) => PROVIDERS.test(module))
  return code.calls
    .filter((call) => (MOVES.test(call.callee) && (isLoaded || OF_PROVIDER.test(call.callee))) || (isLoaded && isGivenOptions(code, call)))
    .map((call) => ({ call, keyed: isKeyed(code, call) }))
}

/** `service.CreateAsync(new PaymentIntentCreateOptions { … })`. */
function isGivenOptions(code: Code, { method, args }: Call): boolean {
  const first = /^Create(?:Async)?$/.test(method) ? args[0]?.value : undefined
  const value = first?.kind === 'name' ? assignedOnce(first.name, code) : first
  return value?.kind === 'call' && value.isNew && OPTIONS.test(value.callee)
}

const NAMES = ['idempotency_key', 'idempotencyKey', 'IdempotencyKey', 'idempotency-key', 'Idempotency-Key', 'X-IDEMPOTENCY-KEY', 'headers']

/** In an argument; in Go, Java and C# also on the parameters or options that it is given. */
function isKeyed(code: Code, call: Call): boolean {
  if (NAMES.some((name) => argumentOf(call, name))) return true
  // `**params`, `...options`
  if (call.args.some(({ value }) => value.kind === 'unary')) return true
  if (code.language === 'python' || code.language === 'ruby' || code.language === 'php') return false
  return keyedPlaces(code).has(placeOf(call))
}

/** The functions that speak of keys. */
const keyedPlaces = onceFor(({ assignments, calls, entries }: Code): ReadonlySet<string> => {
  const spelled = (text: string) => /idempoten/i.test(text)
  const speaking = [
    ...calls.filter(({ method }) => spelled(method)),
    ...assignments.filter(({ target }) => spelled(target)),
    ...entries.filter(({ key }) => spelled(key)),
  ]
  return new Set(speaking.map(placeOf))
})

function placeOf({ scope }: { readonly scope: Call['scope'] }): string {
  return `${scope.class} ${scope.function}`
}
