import type { Call } from '#formats/code/view'

const ASKS =
  /(?:^|\.)(?:fetch|axios|api|http|request|client|supabase|firebase|mutate\w*|mutation|graphql|trpc|post|put|get|query|then|subscribe|dispatch|emit|send)(?:$|\.|\()|(?:[Aa]pi|[Ss]ervice|[Cc]lient|[Aa]uth)\.|signIn\w*$|[Ll]ogin\w*$|authenticate\w*$/

/** A call that may ask a server who has logged in. */
export function asksServer({ callee, isAwaited, isNew }: Call): boolean {
  if (
    /^(?:window\.)?(?:localStorage|sessionStorage|JSON|console|router|navigate|document|Promise|setTimeout|event|e|form|toast|Object|Array|Date|Math|(?:props\.)?(?:on|set)[A-Z]\w*)\b/.test(
      callee,
    )
  )
    return false
  return (isAwaited && !isNew && !/delay|sleep|wait|timeout/i.test(callee)) || ASKS.test(callee)
}

/** What no answer can come from. */
export function isOfPage({ callee, method }: Call): boolean {
  return (
    /^(?:window\.)?(?:localStorage|sessionStorage|JSON|console|router|history|navigate|push|document|Promise|setTimeout|event|e|form|toast|Object|Array|Date|Math|alert|crypto|btoa|String|Number|resolve|delay|sleep|navigation|uuid\w*|read[A-Z]\w*|set[A-Z]\w*)(?:[.(]|$)/.test(
      callee,
    ) ||
    /^(?:find|filter|some|map|includes|trim|toLowerCase|toString|slice|substr|substring|split|preventDefault|push|toISOString|replace)$/.test(
      method,
    )
  )
}
