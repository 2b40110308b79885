import { catchOf } from './definitions.ts'
import { typeName } from './names.ts'
import { branches } from './statements.ts'
import { field, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import { rangeOf, visit, type Walk } from './walk.ts'

/** `#if DEBUG`: what is inside is there only in such a build. */
export function conditionalCode(node: Syntax, walk: Walk): undefined {
  const [test, otherwise] = [field(node, 'condition'), field(node, 'alternative')]
  branches(walk, [{ test, body: parts(node).filter((part) => part !== test && part !== otherwise) }, { body: [otherwise] }])
}

export function sections(node: Syntax | undefined, type: string) {
  return partsOf(node, type).map((part) => {
    const isPattern = (each: Syntax) => /pattern$|discard/.test(each.type)
    const labels = parts(part).filter((each) => isPattern(each) && each.type !== 'discard')
    return { labels: labels.length ? labels : undefined, body: parts(part).filter((each) => !isPattern(each)) }
  })
}

export function caught(node: Syntax, walk: Walk): undefined {
  const declaration = partOf(node, 'catch_declaration')
  const [type, variable] = [field(declaration, 'type'), field(declaration, 'name')]
  visit(walk, partsOf(node, 'catch_filter_clause'))
  const body = parts(field(node, 'body'))
  catchOf(walk, node, { types: type ? [typeName(type)] : [], variable: variable && text(variable), body })
}

export function imported(node: Syntax, walk: Walk): undefined {
  const [module, alias] = [parts(node).at(-1), field(node, 'name')]
  if (module) walk.found.imports.push({ module: text(module), alias: alias && text(alias), names: [], range: rangeOf(walk, node) })
}
