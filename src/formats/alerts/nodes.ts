import { entries, rangeOf, text, type YamlNode, type YamlScalar } from '../yaml.ts'
import type { Label, Query } from './rule.ts'

/** A scalar that holds an expression; a template's source where it writes parts of it. */
export function queryAt(node: YamlNode | undefined, promql = true): readonly Query[] {
  return node?.kind === 'scalar' && node.value !== null ? [{ text: sourceOf(node), promql, range: rangeOf(node) }] : []
}

export function labelsAt(node: YamlNode | undefined): readonly Label[] {
  return entries(node).flatMap(({ key, value }) => {
    const label = text(value)
    return label === undefined ? [] : [{ name: key.text, value: label, range: rangeOf(value), templated: value.templated }]
  })
}

function sourceOf({ file, start, end, templated, style, text }: YamlScalar): string {
  if (!templated) return text
  const source = file.text.slice(start, end)
  return style === 'double' ? source.replaceAll(/\\(.)/g, '$1') : source
}
