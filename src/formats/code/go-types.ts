import { decoratorOf } from './decorators.ts'
import { addField, classOf } from './definitions.ts'
import { typeName } from './names.ts'
import { field, fields, partOf, parts, type Syntax, text } from './syntax.ts'
import type { Class, Decorator } from './view.ts'
import { visit, type Walk } from './walk.ts'

export function typeSpec(node: Syntax, walk: Walk): undefined {
  const [named, type] = [field(node, 'name'), field(node, 'type')]
  const kinds: Readonly<Record<string, Class['kind']>> = { struct_type: 'struct', interface_type: 'interface' }
  const kind = type && kinds[type.type]
  if (!named || !type || !kind) return
  const body = partOf(type, 'field_declaration_list') ?? type
  const embedded = parts(body).filter((part) => !field(part, 'name') && (part.type === 'field_declaration' || part.type === 'type_elem'))
  const bases = embedded.map((part) => typeName(field(part, 'type') ?? part))
  classOf(walk, node, { name: named, kind, bases, body: kind === 'struct' ? [body] : [] })
}

export function structField(node: Syntax, walk: Walk): undefined {
  const [type, tag] = [field(node, 'type'), field(node, 'tag')]
  const decorators = tag ? tags(walk, tag) : []
  for (const named of fields(node, 'name')) addField(walk, node, named, { type: type && text(type), decorators })
  visit(walk, [type])
}

/** `json:"x" env:"DEBUG"`: each key of a tag is a decorator with one string. */
function tags(walk: Walk, tag: Syntax): Decorator[] {
  return [...text(tag).matchAll(/([\w-]+):"([^"]*)"/g)].map((match) => {
    const start = tag.start + match.index + match[1]!.length + 1
    const value: Syntax = { ...tag, type: 'interpreted_string_literal', start, end: start + match[2]!.length + 2 }
    return decoratorOf(walk, { ...value, start: tag.start + match.index }, match[1]!, [value], 'field')
  })
}
