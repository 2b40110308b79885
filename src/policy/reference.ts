import { z } from 'zod'
import { KINDS } from './custom/kinds.ts'
import { policySchema } from './schema.ts'

interface Node {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | false
  readonly items?: Node
  readonly anyOf?: readonly Node[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly required?: readonly string[]
}

/** Every key of the policy and every property of every thing, as Markdown, out of the source that the parser is made of. */
export function renderPolicyReference(): string {
  const schema = z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' }) as Node
  return [
    '# Reference of the policy',
    '',
    'Generated from the source of the parser: do not edit. What the keys are good for is told in [policy.md](policy.md).',
    '',
    '| key | value | means |',
    '| --- | --- | --- |',
    ...rows(schema, ''),
    '',
    '## Things that custom controls speak about',
    '',
    '| `each` | looks at | properties |',
    '| --- | --- | --- |',
    ...Object.entries(KINDS).map(([name, { files, properties }]) => {
      const names = properties.filter((property) => !property.endsWith('.') || !properties.includes(property.slice(0, -1)))
      const shown = names.map((property) => `\`${property.endsWith('.') ? `${property}<name>` : property}\``).join(', ')
      return `| \`${name}\` | ${files ? files.map((glob) => `\`${glob.replaceAll('|', '\\|')}\``).join(', ') : 'the `files` of the control'} | ${shown} |`
    }),
    '',
  ].join('\n')
}

function rows(node: Node, path: string): readonly string[] {
  const shown = new Set<string>()
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const key = path === '' ? name : `${path}.${name}`
    const below = inner(child, key)
    const shape = JSON.stringify(inner(child, ''))
    const isSame = below.length > 0 && shown.has(shape)
    shown.add(shape)
    return [row(key, child, node.required?.includes(name) === true), ...(isSame ? [] : below)]
  })
}

function row(key: string, node: Node, isRequired: boolean): string {
  const means = (node.description ?? '').replaceAll('|', '\\|').replaceAll(/(?<!`[^`]*)</g, '&lt;')
  return `| \`${key}\` | ${kindOf(node)} | ${means}${isRequired ? ' **Required.**' : ''} |`
}

/** What stands below a key: `waivers[].control`, `controls.*.level`. */
function inner(node: Node, key: string): readonly string[] {
  if (node.items) return rows(node.items, `${key}[]`)
  if (node.additionalProperties) {
    const each = node.additionalProperties
    return rows(each.anyOf?.find(({ properties }) => properties) ?? each, `${key}.*`)
  }
  return rows(node, key)
}

function kindOf(node: Node): string {
  if (node.const !== undefined) return `\`${String(node.const as number)}\``
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (node.anyOf) return [...new Set(node.anyOf.map(kindOf))].join(' or ')
  if (node.type === 'array') return `list of ${node.items ? kindOf(node.items) : 'anything'}`
  if (node.type === 'object') return 'mapping'
  if (node.format === 'date') return 'day, `YYYY-MM-DD`'
  return { string: 'text', number: 'number', integer: 'whole number', boolean: '`true` or `false`' }[node.type ?? ''] ?? 'anything'
}
