import type { Range } from '#model/location'
import { rangeAt } from '../lines.ts'
import { rangeOf, type YamlNode } from '../yaml.ts'

/** Where a node stands, its quotes included. */
export function outerRange(node: YamlNode): Range {
  const isQuoted = node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')
  return isQuoted ? rangeAt(node.file, node.start - 1, node.end + 1) : rangeOf(node)
}
