import type { Range } from '#model/location'
import { rangeAt } from './lines.ts'
import { entries, items, rangeOf, scalar, text, type YamlNode, type YamlScalar } from './yaml.ts'

/** One environment variable as a file sets it. */
export interface EnvEntry {
  readonly name: string
  readonly nameRange: Range
  /** The literal; absent where the value comes from elsewhere (a Secret, the shell of who starts it). */
  readonly value?: string | undefined
  /** Where the literal stands, or its variable. */
  readonly valueRange?: Range | undefined
  /** A template writes the value. */
  readonly templated: boolean
  /** The value, or what says where it comes from. */
  readonly node?: YamlNode | undefined
}

/** `{NAME: value}`, or a list of `NAME=value`: Compose and CI take both. */
export function envEntries(node: YamlNode | undefined): readonly EnvEntry[] {
  const listed = items(node).flatMap((item) => (item.kind === 'scalar' ? assignment(item) : []))
  return [...entries(node).map(({ key, value }) => pair(key, value)), ...listed]
}

/** A list of `{name, value}`, or of `{name, valueFrom}`, as in Kubernetes. */
export function namedEnvEntries(node: YamlNode | undefined): readonly EnvEntry[] {
  return items(node).flatMap((item) => {
    const held = new Map(entries(item).map(({ key, value }) => [key.text, value]))
    const name = scalar(held.get('name'))
    return name ? pair(name, held.get('value') ?? held.get('valueFrom')) : []
  })
}

function pair(key: YamlScalar, node: YamlNode | undefined): EnvEntry {
  const value = text(node)
  const templated = key.templated || node?.templated === true
  return { name: key.text, nameRange: rangeOf(key), value, valueRange: node && rangeOf(node), templated, node }
}

function assignment(item: YamlScalar): EnvEntry {
  const { file, start, end, templated } = item
  const equals = item.text.indexOf('=')
  const name = equals < 0 ? item.text : item.text.slice(0, equals)
  // Escapes would shift the columns: then the whole item is the place of both.
  const literal = file.text.slice(start, end) === item.text
  const split = literal && equals >= 0 ? start + equals : undefined
  return {
    name,
    nameRange: split === undefined ? rangeOf(item) : rangeAt(file, start, split),
    value: equals < 0 ? undefined : item.text.slice(equals + 1),
    valueRange: equals < 0 ? undefined : split === undefined ? rangeOf(item) : rangeAt(file, split + 1, end),
    templated,
    node: item,
  }
}
