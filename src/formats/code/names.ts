import { type Syntax, text } from './syntax.ts'
import type { Value } from './view.ts'

/** A name as every language of ours would write it: segments with dots between, without sigils, type arguments and line breaks. */
export function dotted(name: string): string {
  if (/^[\w.]*$/.test(name)) return name
  return name
    .replaceAll(/\s+/g, '')
    .replace(/^\\/, '')
    .replaceAll(/\?->|->|::|\?\.|&\.|\\/g, '.')
    .replaceAll('$', '')
    .replaceAll('!.', '.')
}

/** The name of a type without its type arguments: `List` for `List<String>`. */
export function typeName(node: Syntax): string {
  return dotted(
    text(node)
      .replace(/[<[][\s\S]*$/, '')
      .replace(/^[*&?]+/, ''),
  )
}

/** How a value is called in a callee or a target: `app.route().get` for a member of a call. */
export function nameOf(value: Value): string {
  switch (value.kind) {
    case 'name':
      return value.name
    case 'member':
      return `${nameOf(value.object)}.${value.property}`
    case 'call':
      return `${value.callee}()`
    case 'subscript':
      return value.key.kind === 'string' && !value.key.interpolated
        ? `${nameOf(value.object)}.${value.key.text}`
        : `${nameOf(value.object)}[]`
    case 'string':
      return '""'
    default:
      return `<${value.kind}>`
  }
}
