import { at, items, scalar, type YamlNode } from '#formats/yaml'
import type { Scalar } from '#model/custom-control'

/**
 * What a thing has under a name, in groups: of each group one value has to fit, and every group has to. A list is one
 * group; what each container has is a group of its own. A group without values has nothing under that name.
 */
export type Property = readonly Group[]

export interface Group {
  readonly values: readonly Scalar[]
  /** Something outside of the file decides it: a variable, a template. */
  readonly open?: boolean | undefined
}

/** One value, or none. */
export function single(value: Scalar | undefined): Property {
  return [{ values: value === undefined ? [] : [value] }]
}

/** Several values under one name. */
export function several(values: readonly Scalar[]): Property {
  return [{ values }]
}

/** Text that may hold what a variable or template puts in. */
export function written(text: string | undefined): Property {
  return text !== undefined && OPEN.test(text) ? [{ values: [], open: true }] : single(text)
}

const OPEN = /\$\{|\{\{|\$\(/

/** A node of YAML: a scalar, or the scalars of a list. A map only says that it is there. */
export function nodeGroup(node: YamlNode | undefined): Group {
  if (!node) return { values: [] }
  if (node.templated) return { values: [], open: true }
  if (node.kind === 'map') return { values: [true] }
  const scalars = node.kind === 'scalar' ? [node] : items(node).flatMap((item) => scalar(item) ?? [])
  const values = scalars.flatMap(({ value }) => (value === null ? [] : [value]))
  return { values, open: values.some((value) => typeof value === 'string' && OPEN.test(value)) }
}

/** What stands under these keys; a template on the way may put anything there. */
export function under(node: YamlNode | undefined, path: readonly string[]): Group {
  let found = node
  for (const key of path) {
    if (found?.templated) return { values: [], open: true }
    found = at(found, key)
  }
  return nodeGroup(found)
}
