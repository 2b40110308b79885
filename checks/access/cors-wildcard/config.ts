import { isSpringPath } from '#formats/debug/spring'
import { isKubernetes, manifests } from '#formats/kubernetes'
import { rangeAt } from '#formats/lines'
import { springPairs } from '#formats/spring-profiles'
import { allBlocks, rangeOf as rangeOfValue, type TerraformBlock, type TerraformValue, terraform } from '#formats/terraform'
import { FINE, open, unknown, type Verdict, type WebSetting } from '#formats/web-setting'
import { entries, entry, items, rangeOf, scalar, text, walk } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'
import { isAny } from './origins.ts'

/** What proxies, ingresses, gateways and clouds are told. */
export function configCors(file: SourceFile): readonly WebSetting[] {
  if (/\.(?:tf|tofu)$/.test(file.path)) return terraformCors(file)
  if (/\.conf$|nginx|\.conf\.\w+$/i.test(file.path) && !/\.ya?ml$/.test(file.path)) return nginxCors(file)
  if (isSpringPath(file.path)) return springCors(file)
  return isKubernetes(file) ? ingressCors(file) : []
}

const HEADER =
  /^[ \t]*(?:more_set_headers|add_header|Header[ \t]+(?:always[ \t]+)?(?:set|add))[ \t]+["']?Access-Control-Allow-Origin["']?[: \t]+["']?([^\s"';]+)/gim

function nginxCors(file: SourceFile): WebSetting[] {
  return [...file.text.matchAll(HEADER)].map((match) => {
    const lead = match[0].length - match[0].trimStart().length
    const range = rangeAt(file, match.index + lead, match.index + match[0].length)
    return { subject: 'Access-Control-Allow-Origin', range, verdict: isAsset(file.text, match.index) ? FINE : textVerdict(match[1]!) }
  })
}

/** `location ~* \.(woff2|svg)$`, `location /uploads/ { alias …; }`: what is in every page may be read by every page. */
function isAsset(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2000), at)
  const location = before.lastIndexOf('location ')
  if (location < 0 || before.slice(location).includes('}')) return false
  const head = before.slice(location, before.indexOf('{', location) + 1)
  if (/woff|ttf|eot|svg|\bpng|\bjpg|\bcss|\/(?:static|assets|fonts|media|images)\b|filesmatch/i.test(head)) return true
  const body = before.slice(location) + text.slice(at, at + 2000).split('}', 1)[0]!
  return /^[ \t]*(?:alias|root|try_files)\b/m.test(body) && !/_pass\b|@\w|^[ \t]*return\b/m.test(body)
}

function textVerdict(value: string): Verdict {
  if (isAny(value)) return open('allows every origin')
  if (value === '$http_origin') return open('answers every origin as allowed')
  return /^\$|\{\{/.test(value) ? unknown('A variable decides it.') : FINE
}

const ALLOW = 'nginx.ingress.kubernetes.io/cors-allow-origin'
const ENABLE = 'nginx.ingress.kubernetes.io/enable-cors'

function ingressCors(file: SourceFile): WebSetting[] {
  return manifests(file).flatMap(({ node, subject }) => {
    const found: WebSetting[] = []
    for (const part of walk(node)) {
      const enabled = entry(part, ENABLE)
      const allowed = entry(part, ALLOW)
      if (allowed && text(enabled?.value) !== 'false') {
        const withCredentials = text(entry(part, 'nginx.ingress.kubernetes.io/cors-allow-credentials')?.value) !== 'false'
        found.push({
          subject: `cors-allow-origin of ${subject}`,
          range: rangeOf(allowed.value),
          verdict: graded(scalarVerdict(allowed.value), withCredentials),
        })
      } else if (enabled && text(enabled.value) === 'true')
        found.push({
          subject: `enable-cors of ${subject}`,
          range: rangeOf(enabled.value),
          verdict: open('allows every origin, since none is named'),
        })
      for (const { key, value } of entries(part)) {
        if (!/^(?:accessControlAllowOriginList|allowOrigins?)$/.test(key.text)) continue
        const listed = [value, ...items(value), ...items(value).flatMap((item) => entries(item).map((one) => one.value))].filter(
          (one) => one.kind === 'scalar',
        )
        const wild = listed.find((one) => isAny(scalar(one)!.text))
        if (listed.length > 0)
          found.push({
            subject: `${key.text} of ${subject}`,
            range: rangeOf(wild ?? listed[0]!),
            verdict: wild ? open('allows every origin') : FINE,
          })
      }
    }
    return found
  })
}

/** The controller allows credentials unless told otherwise, and then answers with the origin that asks. */
function graded(verdict: Verdict, withCredentials: boolean): Verdict {
  return verdict.is === 'open' && withCredentials ? { ...verdict, grade: 'high' } : verdict
}

function scalarVerdict(node: Parameters<typeof scalar>[0]): Verdict {
  if (node?.templated) return unknown('A template decides it.')
  return textVerdict(text(node) ?? '')
}

function springCors(file: SourceFile): WebSetting[] {
  return springPairs(file).flatMap(({ name, value, start, end }) => {
    const key = name.replaceAll('-', '').toLowerCase()
    if (!/cors.*\.allowedorigin(?:s|patterns)(?:[.[]\d+\]?)?$|cors\.allowedorigins$/.test(key)) return []
    const fallback = /^\$\{[^:{}]+:([^{}]*)\}$/.exec(value)?.[1]
    const verdict = fallback !== undefined ? textVerdict(fallback) : value.includes('${') ? FINE : textVerdict(value)
    return [{ subject: name, range: rangeAt(file, start, end), verdict }]
  })
}

function terraformCors(file: SourceFile): WebSetting[] {
  return terraform(file).blocks.flatMap((block) => [...allBlocks(block)].flatMap((inner) => ruleOf(block, inner)))
}

function ruleOf({ labels }: TerraformBlock, rule: TerraformBlock): WebSetting[] {
  const key = ['allowed_origins', 'allow_origins', 'origin', 'access_control_allow_origins'].find((name) => rule.attributes.has(name))
  if (!key || !/cors/i.test(rule.type)) return []
  const value = rule.attributes.get(key)!
  const given = textsOf(value)
  const subject = `${rule.type} of ${labels.join('.')}`
  const range = rangeOfValue(value)
  if (!given) return [{ subject, range, verdict: unknown('The origins come from elsewhere.') }]
  const methods = ['allowed_methods', 'method', 'allow_methods'].flatMap((name) => textsOf(rule.attributes.get(name)) ?? [])
  const isReadOnly = methods.length > 0 && methods.every((method) => /^(?:GET|HEAD|OPTIONS)$/i.test(method))
  const verdict = given.some(isAny) && !isReadOnly ? open('allows every origin', 'mild') : FINE
  return [{ subject, range, verdict }]
}

function textsOf(value: TerraformValue | undefined): string[] | undefined {
  if (value?.kind !== 'list') return
  return value.items.flatMap((item) =>
    item.kind === 'string' && item.parts.every((part) => typeof part === 'string') ? [item.parts.join('')] : [],
  )
}
