import { classLike } from './javascript-definitions.ts'
import { assignValue } from './statements.ts'
import { field, fields, partOf, parts, type Syntax, text } from './syntax.ts'
import type { Value } from './view.ts'
import { rangeOf, valueAt, visit, type Walk } from './walk.ts'

export function exported(node: Syntax, walk: Walk): undefined {
  const [value, declaration, source] = [field(node, 'value'), field(node, 'declaration'), field(node, 'source')]
  if (source)
    return void walk.found.imports.push({
      module: sourceText(walk, source),
      names: names(partOf(node, 'export_clause')),
      range: rangeOf(walk, node),
    })
  if (value) return void assignValue(walk, node, value, namedValue(walk, value), { name: 'default' })
  if (declaration && /^(abstract_)?class_declaration$/.test(declaration.type))
    return classLike(declaration, walk, fields(node, 'decorator'))
  visit(walk, node.children)
}

function namedValue(walk: Walk, value: Syntax): Value {
  walk.naming = { node: value, name: 'default' }
  return valueAt(walk, value)
}

export function imported(node: Syntax, walk: Walk): undefined {
  const [source, clause] = [field(node, 'source'), partOf(node, 'import_clause')]
  if (!source) return
  const whole = partOf(clause, 'identifier') ?? parts(partOf(clause, 'namespace_import'))[0]
  const module = sourceText(walk, source)
  walk.found.imports.push({
    module,
    alias: whole && text(whole),
    names: names(partOf(clause, 'named_imports')),
    range: rangeOf(walk, node),
  })
}

function sourceText(walk: Walk, source: Syntax): string {
  const value = valueAt(walk, source)
  return value.kind === 'string' ? value.text : ''
}

function names(list: Syntax | undefined) {
  return parts(list).map((part) => {
    const [named, alias] = [field(part, 'name'), field(part, 'alias')]
    return { name: text(named ?? part), alias: alias && text(alias) }
  })
}
