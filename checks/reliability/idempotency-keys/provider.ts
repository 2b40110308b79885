import { argumentOf } from '#formats/code/lookup'
import { modulesOf } from '#formats/code/origins'
import type { Call, Code } from '#formats/code/view'

const MOVES =
  /(?:^|\.)(?:PaymentIntents?|paymentIntents|payment_intents|Charges?|charges|Transfers?|transfers|Payouts?|payouts|Refunds?|refunds|disbursements?|Disbursements?)\.(?:create|create_async|createAsync|capture|createDisbursement|Create)$|^(?:paymentintent|charge|transfer|payout|refund)\.New$/
const PROVIDERS = /(?:^|[/@])(?:stripe|xendit|xendit-node|razorpay|adyen|checkout-sdk)/i

/** Calls that have a provider of payments move money. */
export function providerCalls(code: Code): readonly { readonly call: Call; readonly keyed: boolean }[] {
  if (!modulesOf(code).some((module) => PROVIDERS.test(module))) return []
  return code.calls.filter(({ callee }) => MOVES.test(callee)).map((call) => ({ call, keyed: isKeyed(code, call) }))
}

const NAMES = ['idempotency_key', 'idempotencyKey', 'IdempotencyKey', 'idempotency-key', 'Idempotency-Key', 'X-IDEMPOTENCY-KEY', 'headers']

/** In an argument; in Go, Java and C# also on the parameters or options that it is given. */
function isKeyed({ assignments, calls, entries, language }: Code, call: Call): boolean {
  if (NAMES.some((name) => argumentOf(call, name))) return true
  // `**params`, `...options`
  if (call.args.some(({ value }) => value.kind === 'unary')) return true
  const spelled = (text: string) => /idempoten/i.test(text)
  if (language === 'python' || language === 'ruby' || language === 'php') return false
  const near = ({ scope }: { readonly scope: Call['scope'] }) => scope.function === call.scope.function && scope.class === call.scope.class
  return (
    calls.some((one) => near(one) && spelled(one.method)) ||
    assignments.some((one) => near(one) && spelled(one.target)) ||
    entries.some((one) => near(one) && spelled(one.key))
  )
}
