import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { mapsOf } from './alerts/documents.ts'
import { perFile } from './per-file.ts'
import { at, entries, items, rangeOf, scalar, text, type YamlMap, type YamlNode } from './yaml.ts'

/** Who is told of alerts: an Alertmanager's configuration, an AlertmanagerConfig, or Grafana's contact points and policies. */
export interface Delivery {
  readonly receivers: readonly Receiver[]
  readonly route?: Route | undefined
  readonly range: Range
}

export interface Receiver {
  readonly name: string
  /** How it tells people: `pagerduty`, `slack`, `webhook`. Empty: it tells nobody. */
  readonly channels: readonly string[]
  readonly range: Range
}

export interface Route {
  /** Absent: that of the route around it. */
  readonly receiver?: string | undefined
  /** `severity="page"`, `team=~"a|b"`; all have to hold. */
  readonly matchers: readonly string[]
  readonly routes: readonly Route[]
}

/** Throws `Unparsable`. */
export const deliveries: (file: SourceFile) => readonly Delivery[] = perFile((file) =>
  [...mapsOf(file, ['receivers:', 'contactPoints:'])].flatMap(deliveryOf),
)

function deliveryOf(map: YamlMap): readonly Delivery[] {
  const [receivers, route, points] = [at(map, 'receivers'), at(map, 'route'), at(map, 'contactPoints')]
  const policy = items(at(map, 'policies'))[0]
  const isGrafana = points?.kind === 'sequence' || at(policy, 'receiver') !== undefined
  if (!isGrafana && (receivers?.kind !== 'sequence' || !route)) return []
  const delivery = isGrafana
    ? { receivers: items(points).map(contactPointOf), route: policy && routeOf(policy, 0) }
    : { receivers: items(receivers).map(receiverOf), route: route && routeOf(route, 0) }
  return [{ ...delivery, range: rangeOf(receivers ?? points ?? map) }]
}

/** `pagerduty_configs: [{ … }]` (Alertmanager), `pagerdutyConfigs` (the operator). */
function receiverOf(node: YamlNode): Receiver {
  const channels = entries(node).flatMap(({ key, value }) => {
    const channel = /^(\w+?)_?[cC]onfigs$/.exec(key.text)?.[1]
    return channel && items(value).length > 0 ? [channel.toLowerCase()] : []
  })
  return namedReceiver(node, channels)
}

function contactPointOf(node: YamlNode): Receiver {
  return namedReceiver(
    node,
    items(at(node, 'receivers')).flatMap((one) => text(at(one, 'type')) ?? []),
  )
}

function namedReceiver(node: YamlNode, channels: readonly string[]): Receiver {
  const name = scalar(at(node, 'name'))
  return { name: name?.text ?? '', channels, range: rangeOf(name ?? node) }
}

const DEEPEST = 20

function routeOf(node: YamlNode, depth: number): Route {
  const routes = depth < DEEPEST ? items(at(node, 'routes')) : []
  return { receiver: text(at(node, 'receiver')), matchers: matchersOf(node), routes: routes.map((route) => routeOf(route, depth + 1)) }
}

function matchersOf(node: YamlNode): readonly string[] {
  const equal = entries(at(node, 'match')).map(({ key, value }) => `${key.text}="${text(value) ?? ''}"`)
  const like = entries(at(node, 'match_re')).map(({ key, value }) => `${key.text}=~"${text(value) ?? ''}"`)
  const listed = items(at(node, 'matchers')).flatMap((matcher) => {
    if (matcher.kind === 'scalar') return [matcher.text]
    const [name, type, value] = ['name', 'matchType', 'value'].map((key) => text(at(matcher, key)))
    return name ? [`${name}${type ?? '='}"${value ?? ''}"`] : []
  })
  const objects = items(at(node, 'object_matchers')).map((matcher) => {
    const [name, type, value] = items(matcher).map(text)
    return `${name ?? ''}${type ?? '='}"${value ?? ''}"`
  })
  return [...equal, ...like, ...listed, ...objects]
}
