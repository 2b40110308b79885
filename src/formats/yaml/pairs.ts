import type { SourceFile } from '#model/snapshot'
import { assignments } from '../assignments.ts'
import type { Pair } from '../pair.ts'
import { perFile } from '../per-file.ts'
import { scalar, type YamlNode, type YamlScalar, yamlDocuments } from '../yaml.ts'

/**
 * Every name with a literal value of a YAML or JSON file: entries of maps, `NAME=value` items as Compose has them, and
 * `{name, value}` items as Kubernetes has them. Throws `Unparsable`.
 */
export const yamlPairs: (file: SourceFile) => readonly Pair[] = perFile((file) => {
  const found: Pair[] = []
  const seen = new Set<YamlNode>()
  const open: Step[] = yamlDocuments(file)
    .map((node) => ({ node, path: [] }))
    .toReversed()
  for (let step = open.pop(); step; step = open.pop()) {
    // An alias is where its anchor is: reported once, however often it is used.
    if (seen.has(step.node)) continue
    seen.add(step.node)
    if (step.node.kind === 'scalar') found.push(...fromScalar(step.node, step))
    else for (const next of below(step.node, step.path).toReversed()) open.push(next)
  }
  return found.toSorted((a, b) => a.start - b.start)
})

interface Step {
  readonly node: YamlNode
  readonly path: readonly YamlScalar[]
}

function below(node: YamlNode, path: readonly YamlScalar[]): readonly Step[] {
  if (node.kind === 'sequence') return node.items.map((item) => ({ node: item, path }))
  if (node.kind === 'scalar') return []
  const name = scalar(node.entries.find(({ key }) => key.text === 'name')?.value)
  return node.entries.map(({ key, value }) => ({ node: value, path: key.text === 'value' && name ? [name] : [...path, key] }))
}

function fromScalar({ file, start, end, style }: YamlScalar, { path }: Step): readonly Pair[] {
  const value = file.text.slice(start, end)
  const assigned = /^([A-Za-z_][\w.-]{0,200})=/.exec(value)
  if (assigned && !isPadded(value)) {
    const from = start + assigned[0].length
    return [{ name: assigned[1]!, value: file.text.slice(from, end), nameStart: start, start: from, end }]
  }
  const key = path.at(-1)
  if (!key) return []
  const whole = { name: nameOf(path), value, nameStart: key.start, start, end }
  // A block is often a file of its own: a ConfigMap's `app.env`.
  const isFile = (style === 'literal' || style === 'folded') && !PROSE.test(key.text)
  return isFile ? [...assignments(file.text, start, end), whole] : [whole]
}

/** Blocks for readers, in which settings are samples. */
const PROSE =
  /^(?:descriptions?|details?|help(?:_text)?|summary|usage|notes?|documentation|docs?|examples?|readme|comments?|artifacthub\.io\/.*)$/i

/** Base64 ends with the sign that assigns: `c2VjcmV0LXZhbHVlMQ==`. */
function isPadded(value: string): boolean {
  return value.length >= 8 && value.length % 4 === 0 && /^[A-Za-z0-9+/]+={1,2}$/.test(value)
}

/** Variables stand for themselves, wherever they are set; other settings are known by their path. */
function nameOf(path: readonly YamlScalar[]): string {
  const last = path.at(-1)!.text
  return /^[A-Z][A-Z0-9_]*$/.test(last) ? last : path.map(({ text }) => text).join('.')
}
