import { isSpringPath } from '#formats/debug/spring'
import { isValuesPath } from '#formats/helm'
import { isKubernetes, manifests } from '#formats/kubernetes'
import { rangeAt } from '#formats/lines'
import { springPairs } from '#formats/spring-profiles'
import { allBlocks, rangeOf as rangeOfValue, type TerraformBlock, type TerraformValue, terraform } from '#formats/terraform'
import { FINE, open, unknown, type Verdict, type WebSetting } from '#formats/web-setting'
import { at, entries, entry, items, rangeOf, scalar, text, walk, type YamlNode, yamlDocuments } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'
import { isAny } from './origins.ts'
import { proxyCors, textVerdict } from './proxies.ts'

/** What proxies, ingresses, gateways and clouds are told. */
export function configCors(file: SourceFile): readonly WebSetting[] {
  if (/\.(?:tf|tofu)$/.test(file.path)) return terraformCors(file)
  if (/\.conf$|nginx|\.conf\.\w+$|\.htaccess$|Caddyfile$/i.test(file.path) && !/\.ya?ml$/.test(file.path)) return proxyCors(file)
  if (isSpringPath(file.path)) return springCors(file)
  if (/nelmio_cors\.ya?ml$/.test(file.path)) return nelmioCors(file)
  if (isValuesPath(file.path)) return yamlDocuments(file).flatMap((values) => annotated(values, 'the ingress'))
  return isKubernetes(file) ? [...ingressCors(file), ...proxyCors(file)] : []
}

const ALLOW = 'nginx.ingress.kubernetes.io/cors-allow-origin'
const ENABLE = 'nginx.ingress.kubernetes.io/enable-cors'

function ingressCors(file: SourceFile): WebSetting[] {
  return manifests(file).flatMap(({ node, subject }) => {
    const found = annotated(node, subject)
    for (const part of walk(node)) {
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

/** Annotations of an ingress, wherever they stand. */
function annotated(node: YamlNode, subject: string): WebSetting[] {
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
  }
  return found
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
    if (!/cors.*\.allowedorigin(?:s|patterns)(?:[.[]\d+\]?)?$|cors\.(?:allowed)?origins$/.test(key)) return []
    const fallback = /^\$\{[^:{}]+:([^{}]*)\}$/.exec(value)?.[1]
    const verdict = fallback !== undefined ? textVerdict(fallback) : value.includes('${') ? FINE : textVerdict(value)
    return [{ subject: name, range: rangeAt(file, start, end), verdict }]
  })
}

/** `allow_origin: ['*']` of Symfony's bundle. */
function nelmioCors(file: SourceFile): WebSetting[] {
  return yamlDocuments(file).flatMap((document) => {
    const listed = at(document, 'nelmio_cors', 'defaults', 'allow_origin')
    const wild = items(listed).find((one) => isAny(scalar(one)?.text ?? ''))
    return listed ? [{ subject: 'allow_origin', range: rangeOf(wild ?? listed), verdict: wild ? open('allows every origin') : FINE }] : []
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
