import { type Manifest, manifests } from '#formats/kubernetes'
import { perFile } from '#formats/per-file'
import { at, entries, items, rangeOf, scalar, text, walk, type YamlNode } from '#formats/yaml'
import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'

/** A path that an object of a cluster makes reachable from outside. */
export interface IngressPath {
  /** `Ingress/web`. */
  readonly subject: string
  /** As written: `/metrics`, `/api(/|$)(.*)`. */
  readonly path: string
  /** Only some callers get through: a list of addresses, a password, an internal load balancer. */
  readonly restricted: boolean
  readonly range: Range
}

/** The paths that Ingress, HTTPRoute and IngressRoute objects open. Throws `Unparsable`. */
export const ingressPaths: (file: SourceFile) => readonly IngressPath[] = perFile((file) =>
  (OPENS.test(file.text) ? manifests(file) : []).flatMap((manifest) =>
    pathsOf(manifest).flatMap(({ node, path }) => ({
      subject: manifest.subject,
      path,
      restricted: isRestricted(manifest),
      range: rangeOf(node),
    })),
  ),
)

/** A cheap look before parsing. */
const OPENS = /\bkind["']?:\s{0,10}["']?(?:Ingress|HTTPRoute)/

interface Written {
  readonly node: YamlNode
  readonly path: string
}

function pathsOf({ kind, node }: Manifest): readonly Written[] {
  if (kind === 'Ingress') return found(node, 'path')
  if (kind === 'HTTPRoute') return [...walk(node)].flatMap((one) => found(at(one, 'path'), 'value'))
  if (kind !== 'IngressRoute') return []
  return [...walk(node)].flatMap((one) => {
    const match = at(one, 'match')
    return [...(text(match) ?? '').matchAll(/Path(?:Prefix)?\(([`'"])([^`'"]{1,200})\1\)/g)].map(([, , path = '']) => ({
      node: match!,
      path,
    }))
  })
}

function found(root: YamlNode | undefined, key: string): readonly Written[] {
  return [...(root ? walk(root) : [])].flatMap((one) => {
    const node = one.kind === 'map' ? scalar(at(one, key)) : undefined
    return node ? [{ node, path: node.text }] : []
  })
}

const RESTRICTS = /whitelist-source-range|allowlist|auth-(?:url|type|secret|signin)|inbound-cidrs|scheme|middlewares/

function isRestricted({ node }: Manifest): boolean {
  const annotated = entries(at(node, 'metadata', 'annotations')).some(
    ({ key, value }) => RESTRICTS.test(key.text) && text(value) !== 'internet-facing',
  )
  const byClass = /internal|private/i.test(text(at(node, 'spec', 'ingressClassName')) ?? '')
  return annotated || byClass || items(at(node, 'spec', 'routes')).some((route) => items(at(route, 'middlewares')).length > 0)
}
