import { type Code, code, grammarOf } from '#formats/code/code'
import { languageOf } from '#formats/exposure/code'
import { perFile } from '#formats/per-file'
import { routes } from '#formats/routes'
import { isToolingPath } from '#formats/tooling'
import type { SourceFile } from '#model/snapshot'
import type { LimitFact } from './fact.ts'
import { LIMITS, limitsOf } from './limiters.ts'
import { ownLimiters } from './own.ts'
import { hasQuota, MAY_HOLD_KEYS, partnerKeys } from './quotas.ts'

export type { LimitFact } from './fact.ts'

/** Files that can say how often callers may call. */
export const LIMIT_FILES: readonly string[] = [
  '**/*.{py,js,cjs,mjs,ts,cts,mts,go,java,rb,php,cs}',
  '**/*.{yml,yaml,tpl,conf,conf.template,tf,json,toml,cfg}',
  '**/{Caddyfile,nginx.conf}*',
]

export const LIMIT_HINTS: readonly string[] =
  `limiter ratelimit rate_limit rate-limit throttl slowapi tollbooth httprate rack-attack rack::attack bucket4j limit_req limit-rps limit-rpm
  partner apikey api_key quota limit-connections limit-count limit-req rate_based ratebased http_req_rate x/time/rate login signin sign-in sign_in otp verify forgot reset`.split(
    /\s+/,
  )

/** What a file says about limits on callers: that there are some, whom they leave out, and where passwords can be tried. */
export const limitFacts: (file: SourceFile) => readonly LimitFact[] = perFile((file) => {
  if (isToolingPath(file.path)) return []
  if (!grammarOf(file.path)) return BEFORE.test(file.text) ? withQuota(file, [{ says: 'limit', covers: 'all' }]) : []
  const [isLikely, holdsKeys] = [LIKELY.test(file.text), MAY_HOLD_KEYS.test(file.text)]
  const source = isLikely || holdsKeys ? code(file) : undefined
  if (!source) return []
  const limiting = isLikely ? [...limits(source), ...ownLimiters(file.path, source)] : []
  return [...withQuota(file, limiting), ...(holdsKeys ? partnerKeys(source) : []), ...(isLikely ? logins(file, source) : [])]
})

function withQuota({ path, text }: SourceFile, found: readonly LimitFact[]): readonly LimitFact[] {
  return hasQuota(path, text) ? [...found, { says: 'quota' }] : found
}

/** A cheap look before parsing. */
const LIKELY =
  /limit|quota|throttl|slowapi|tollbooth|httprate|attack|bucket4j|rate_based|http_req_rate|x\/time\/rate|login|sign-?_?in|otp|verify|forgot|reset/i

/** nginx, Ingress, Traefik, Envoy, Kong, APISIX, KrakenD, HAProxy, Caddy; WAF, API gateways and Cloud Armor in Terraform; Spring's gateway. */
const BEFORE =
  /\blimit_req(?:_zone)?\s|\/limit-(?:rps|rpm|connections)\b|\brate[lL]imit:|\brate_limit(?:s|ing|_options)?\b|local_ratelimit|filters\.http\.ratelimit|\brate-limiting\b|\blimit-(?:count|req)\b|qos\/ratelimit|http_req_rate|rate_based_statement|RateBasedStatement|throttl(?:e_settings|ing_rate_limit|ing_burst_limit)|ThrottlingRateLimit|RequestRateLimiter|cloudflare_rate_limit|bucket4j|resilience4j\.ratelimiter|framework:\s*\n\s+rate_limiter/

function limits(source: Code): LimitFact[] {
  const covers = limitsOf(source)
  return covers ? [{ says: 'limit', language: languageOf(source), covers }] : []
}

const LOGIN = /(?:^|[/_.-])(?:log-?in|sign-?in|sign_in|otp|verify-?_?(?:code|otp|phone)|password-?_?reset|forgot-?_?password)(?:[/_-]|$)/i

function logins(file: SourceFile, source: Code): LimitFact[] {
  return routes(file).flatMap(({ method, path, subject, guards, range, kind }) => {
    if (kind !== 'http' || method !== 'POST' || !LOGIN.test(path)) return []
    return [{ says: 'login', language: languageOf(source), subject, limited: guards.some((guard) => LIMITS.test(guard)), range }]
  })
}
