import { catchOf } from './definitions.ts'
import { dotted, nameOf } from './names.ts'
import { assign, branches, cases, guarded } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Value } from './view.ts'
import { rangeOf, valueAt, visit, type Walk, within } from './walk.ts'

export function ifStatement(node: Syntax, walk: Walk): undefined {
  const alternatives = fields(node, 'alternative').map((part) => ({
    test: field(part, 'condition'),
    body: [field(part, 'consequence') ?? field(part, 'body')],
  }))
  branches(walk, [{ test: field(node, 'condition'), body: [field(node, 'consequence')] }, ...alternatives])
}

export function withStatement(node: Syntax, walk: Walk): undefined {
  const values = parts(partOf(node, 'with_clause')).flatMap((item) => {
    const written = field(item, 'value') ?? parts(item)[0]
    return written?.type === 'as_pattern' ? entered(written, walk) : written ? valueAt(walk, written) : []
  })
  const around = values.map((value) => (value.kind === 'call' ? value.callee : nameOf(value)))
  within(walk, { inside: [...walk.scope.inside, ...around] }, () => visit(walk, [field(node, 'body')]))
}

/** `requests.Session() as session`: what is entered is kept under that name. */
function entered(node: Syntax, walk: Walk): Value | [] {
  const [what, alias] = parts(node)
  const target = alias && (parts(alias)[0] ?? alias)
  if (!what) return []
  return target && /^(?:identifier|attribute)$/.test(target.type) ? assign(walk, node, target, what) : valueAt(walk, what)
}

export function guardedBody(node: Syntax, walk: Walk): undefined {
  const body = field(node, 'body')
  guarded(walk, [body])
  visit(
    walk,
    node.children.filter((part) => part !== body),
  )
}

export function except(node: Syntax, walk: Walk): undefined {
  const value = field(node, 'value')
  const [what, alias] = value?.type === 'as_pattern' ? parts(value) : [value]
  const types = what?.type === 'tuple' ? parts(what) : what ? [what] : []
  catchOf(walk, node, {
    types: types.map((type) => dotted(text(type))),
    variable: alias && text(alias),
    body: parts(partOf(node, 'block')),
  })
}

export function matchStatement(node: Syntax, walk: Walk): undefined {
  const all = partsOf(field(node, 'body'), 'case_clause').map((part) => {
    const labels = partsOf(part, 'case_pattern')
    const isDefault = labels.length === 1 && text(labels[0]!) === '_'
    return {
      labels: isDefault ? undefined : labels.flatMap((label) => parts(label)),
      body: [field(part, 'guard'), field(part, 'consequence')],
    }
  })
  cases(walk, field(node, 'subject'), all)
}

export function imports(node: Syntax, walk: Walk): undefined {
  for (const part of fields(node, 'name')) {
    const [module, alias] = aliased(part)
    walk.found.imports.push({ module, alias: alias ?? module.split('.')[0], names: [], range: rangeOf(walk, node) })
  }
}

export function importsFrom(node: Syntax, walk: Walk): undefined {
  const names = fields(node, 'name').map((part) => {
    const [name, alias] = aliased(part)
    return { name, alias }
  })
  const all = partOf(node, 'wildcard_import') ? [{ name: '*' }] : names
  walk.found.imports.push({ module: text(field(node, 'module_name')!), names: all, range: rangeOf(walk, node) })
}

function aliased(node: Syntax): readonly [string, string | undefined] {
  const [name, alias] = [field(node, 'name'), field(node, 'alias')]
  return [text(name ?? node), alias && text(alias)]
}
