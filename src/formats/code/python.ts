import { awaited, call } from './calls.ts'
import { addField, catchOf, classOf, decoratorFrom, functionOf, paramOf } from './definitions.ts'
import {
  binary,
  binaryOf,
  conditionalOf,
  constant,
  entryOf,
  list,
  member,
  name,
  number,
  objectOf,
  spread,
  string,
  stringOf,
  subscript,
  transparent,
  unary,
} from './expressions.ts'
import { dotted, nameOf, typeName } from './names.ts'
import { assign, assignAll, branches, cases, guarded, loop, returned, thrown } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Decorator, Param, Value } from './view.ts'
import { type Adapter, opaque, optionalValue, rangeOf, valueAt, visit, type Walk, within } from './walk.ts'

export const python: Adapter = {
  language: 'python',
  member: (node) => (node.type === 'attribute' ? [field(node, 'object'), field(node, 'attribute')] : undefined),
  argument: (node) => (node.type === 'keyword_argument' ? { name: field(node, 'name'), value: field(node, 'value') } : undefined),
  handlers: {
    identifier: name,
    attribute: member('object', 'attribute'),
    subscript: subscript('value', 'subscript'),
    call: call('function', 'arguments'),
    await: awaited,
    parenthesized_expression: transparent(),
    string: string('interpolation'),
    concatenated_string: joined,
    integer: number,
    float: number,
    true: constant(true),
    false: constant(false),
    none: constant(null),
    list: list(),
    tuple: list(),
    set: list(),
    expression_list: list(),
    list_splat: spread,
    dictionary_splat: spread,
    dictionary,
    boolean_operator: binary,
    binary_operator: binary,
    comparison_operator: comparison,
    not_operator: unary,
    unary_operator: unary,
    conditional_expression: conditional,
    lambda: (node, walk) =>
      functionOf(walk, node, { params: params(walk, field(node, 'parameters')), body: field(node, 'body'), isBlock: false }),
    assignment,
    augmented_assignment: augmented,
    named_expression: (node, walk) => assign(walk, node, field(node, 'name')!, field(node, 'value')!),
    keyword_argument: transparent('value'),
    function_definition: (node, walk) => definition(node, walk, []),
    class_definition: (node, walk) => definition(node, walk, []),
    decorated_definition: decorated,
    if_statement: ifStatement,
    for_statement: loop,
    while_statement: loop,
    with_statement: withStatement,
    try_statement: guardedBody,
    except_clause: except,
    except_group_clause: except,
    match_statement: matchStatement,
    return_statement: returned,
    raise_statement: thrown,
    import_statement: imports,
    import_from_statement: importsFrom,
  },
}

function joined(node: Syntax, walk: Walk): Value {
  const all = parts(node).map((part) => valueAt(walk, part))
  const content = all.map((part) => (part.kind === 'string' ? part.text : '')).join('')
  return stringOf(
    walk,
    node,
    content,
    all.flatMap((part) => (part.kind === 'string' ? part.parts : [])),
  )
}

function dictionary(node: Syntax, walk: Walk): Value {
  const pairs = parts(node).map((part) => entryOf(walk, part, field(part, 'key'), field(part, 'value') ?? parts(part)[0] ?? part))
  return objectOf(walk, node, pairs)
}

/** Chains (`a < b < c`) keep the first comparison only. */
function comparison(node: Syntax, walk: Walk): Value {
  const [left, right, ...rest] = parts(node).filter((part) => part.field !== 'operators')
  const operator = field(node, 'operators')
  if (!left || !right || !operator) return opaque(walk, node)
  const value = binaryOf(walk, node, left, text(operator).replaceAll(/\s+/g, ' '), right)
  visit(walk, rest)
  return value
}

function conditional(node: Syntax, walk: Walk): Value {
  const [then, test, otherwise] = parts(node)
  return then && test && otherwise ? conditionalOf(walk, node, test, then, otherwise) : opaque(walk, node)
}

function assignment(node: Syntax, walk: Walk): Value | undefined {
  const [left, right, type] = [field(node, 'left'), field(node, 'right'), field(node, 'type')]
  if (!left) return
  const value = right && assignTo(walk, node, left, right, type)
  if (walk.frame.kind === 'class' && left.type === 'identifier') {
    addField(walk, node, left, { type: type && text(type), value, decorators: [] })
  }
  return value
}

function assignTo(walk: Walk, node: Syntax, left: Syntax, right: Syntax, type?: Syntax): Value {
  const isPattern = /^(pattern_list|tuple_pattern|list_pattern)$/.test(left.type)
  if (!isPattern) return assign(walk, node, left, right, { type })
  return assignAll(walk, node, parts(left), /^(expression_list|tuple|list)$/.test(right.type) ? parts(right) : [right])
}

function augmented(node: Syntax, walk: Walk): Value {
  return assign(walk, node, field(node, 'left')!, field(node, 'right')!, { operator: text(field(node, 'operator')!) })
}

function decorated(node: Syntax, walk: Walk): undefined {
  const inner = field(node, 'definition')
  if (!inner) return visit(walk, node.children) as undefined
  const on = inner.type === 'class_definition' ? 'class' : 'function'
  const decorators = partsOf(node, 'decorator').flatMap((part) => {
    const value = optionalValue(walk, parts(part)[0])
    return value ? [decoratorFrom(walk, value, rangeOf(walk, part), on, nameOf)] : []
  })
  definition(inner, walk, decorators)
}

function definition(node: Syntax, walk: Walk, decorators: readonly Decorator[]): Value | undefined {
  const [named, body] = [field(node, 'name'), field(node, 'body')]
  if (!named || !body) return opaque(walk, node)
  if (node.type === 'class_definition') {
    const args = parts(field(node, 'superclasses'))
    visit(
      walk,
      args.filter(({ type }) => type === 'keyword_argument' || type === 'call'),
    )
    const bases = args.filter(({ type }) => type !== 'keyword_argument').map(typeName)
    classOf(walk, node, { name: named, kind: 'class', bases, decorators, body: body.children })
    return
  }
  return functionOf(walk, node, {
    name: named,
    params: params(walk, field(node, 'parameters')),
    returnType: field(node, 'return_type'),
    body,
    isBlock: true,
    statements: withoutDocstring(parts(body)),
    decorators,
    isAsync: partOf(node, 'async') !== undefined,
  })
}

function withoutDocstring(statements: readonly Syntax[]): readonly Syntax[] {
  const [first, ...rest] = statements
  return first?.type === 'expression_statement' && parts(first)[0]?.type === 'string' ? rest : statements
}

function params(walk: Walk, list: Syntax | undefined): Param[] {
  return parts(list)
    .filter(({ type }) => !type.endsWith('separator'))
    .map((node) =>
      paramOf(walk, node, { name: field(node, 'name') ?? paramName(node), type: field(node, 'type'), default: field(node, 'value') }),
    )
}

function paramName(node: Syntax): Syntax | undefined {
  return node.type === 'identifier' ? node : parts(node)[0]
}

function ifStatement(node: Syntax, walk: Walk): undefined {
  const alternatives = fields(node, 'alternative').map((part) => ({
    test: field(part, 'condition'),
    body: [field(part, 'consequence') ?? field(part, 'body')],
  }))
  branches(walk, [{ test: field(node, 'condition'), body: [field(node, 'consequence')] }, ...alternatives])
}

function withStatement(node: Syntax, walk: Walk): undefined {
  const items = parts(partOf(node, 'with_clause')).flatMap((item) => {
    const written = field(item, 'value') ?? parts(item)[0]
    return (written?.type === 'as_pattern' ? parts(written)[0] : written) ?? []
  })
  const around = items.map((item) => valueAt(walk, item)).map((value) => (value.kind === 'call' ? value.callee : nameOf(value)))
  within(walk, { inside: [...walk.scope.inside, ...around] }, () => visit(walk, [field(node, 'body')]))
}

function guardedBody(node: Syntax, walk: Walk): undefined {
  const body = field(node, 'body')
  guarded(walk, [body])
  visit(
    walk,
    node.children.filter((part) => part !== body),
  )
}

function except(node: Syntax, walk: Walk): undefined {
  const value = field(node, 'value')
  const [what, alias] = value?.type === 'as_pattern' ? parts(value) : [value]
  const types = what?.type === 'tuple' ? parts(what) : what ? [what] : []
  catchOf(walk, node, {
    types: types.map((type) => dotted(text(type))),
    variable: alias && text(alias),
    body: parts(partOf(node, 'block')),
  })
}

function matchStatement(node: Syntax, walk: Walk): undefined {
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

function imports(node: Syntax, walk: Walk): undefined {
  for (const part of fields(node, 'name')) {
    const [module, alias] = aliased(part)
    walk.found.imports.push({ module, alias: alias ?? module.split('.')[0], names: [], range: rangeOf(walk, node) })
  }
}

function importsFrom(node: Syntax, walk: Walk): undefined {
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
