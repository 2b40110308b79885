import { callOf, callTo } from './calls.ts'
import { addField, catchOf, classOf, decoratorOf, functionOf, paramOf } from './definitions.ts'
import {
  binaryOf,
  conditional,
  constant,
  entryOf,
  member,
  memberOf,
  name,
  number,
  objectOf,
  spread,
  string,
  stringOf,
  subscriptOf,
  transparent,
  unary,
} from './expressions.ts'
import { dotted, typeName } from './names.ts'
import { assign, assignAll, assignValue, branches, cases, guarded, loop, returned, thrown } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Call, Class, Decorator, Param, Value } from './view.ts'
import { type Adapter, addString, opaque, optionalValue, rangeOf, valueAt, visit, type Walk } from './walk.ts'

export const php: Adapter = {
  language: 'php',
  argument: (node) =>
    node.type === 'argument' ? { name: field(node, 'name'), value: parts(node).findLast((part) => part.field !== 'name') } : undefined,
  handlers: {
    name,
    variable_name: name,
    qualified_name: name,
    relative_scope: name,
    member_access_expression: member('object', 'name'),
    nullsafe_member_access_expression: member('object', 'name'),
    scoped_property_access_expression: member('scope', 'name'),
    class_constant_access_expression: (node, walk) => memberOf(walk, node, valueAt(walk, parts(node)[0]!), text(parts(node)[1] ?? node)),
    subscript_expression: (node, walk) => subscriptOf(walk, node, parts(node)[0], parts(node)[1]),
    function_call_expression: called,
    member_call_expression: methodCall,
    nullsafe_member_call_expression: methodCall,
    scoped_call_expression: methodCall,
    object_creation_expression: creation,
    echo_statement: spoken,
    print_intrinsic: spoken,
    exit_statement: spoken,
    unset_statement: spoken,
    require_expression: included,
    require_once_expression: included,
    include_expression: included,
    include_once_expression: included,
    parenthesized_expression: transparent(),
    error_suppression_expression: transparent(),
    clone_expression: transparent(),
    cast_expression: transparent('value'),
    string: (node, walk) =>
      addString(
        walk,
        stringOf(
          walk,
          node,
          text(node)
            .slice(1, -1)
            .replaceAll(/\\(['\\])/g, '$1'),
        ),
      ),
    encapsed_string: string(
      'variable_name',
      'member_access_expression',
      'subscript_expression',
      'dynamic_variable_name',
      'member_call_expression',
    ),
    heredoc,
    nowdoc: heredoc,
    integer: number,
    float: number,
    boolean: (node, walk) => constant(text(node).toLowerCase() === 'true')(node, walk),
    null: constant(null),
    array_creation_expression: array,
    variadic_unpacking: spread,
    binary_expression: (node, walk) => {
      const [left, right, operator] = [field(node, 'left'), field(node, 'right'), field(node, 'operator')]
      if (!left || !right || !operator) return opaque(walk, node)
      return binaryOf(walk, node, left, text(operator) === '.' ? '+' : text(operator), right)
    },
    unary_op_expression: unary,
    conditional_expression: conditional,
    assignment_expression: assignment,
    reference_assignment_expression: assignment,
    augmented_assignment_expression: (node, walk) =>
      assign(walk, node, field(node, 'left')!, field(node, 'right')!, { operator: text(field(node, 'operator')!).replace('.=', '+=') }),
    anonymous_function: callable,
    anonymous_function_creation_expression: callable,
    arrow_function: callable,
    function_definition: callable,
    method_declaration: callable,
    class_declaration: classLike,
    interface_declaration: classLike,
    trait_declaration: classLike,
    enum_declaration: classLike,
    property_declaration: properties,
    const_element: (node, walk) => {
      const [named, value] = parts(node)
      const given = named && value && assign(walk, node, named, value)
      if (named && walk.frame.kind === 'class') addField(walk, node, named, { value: given, decorators: [] })
      return given
    },
    if_statement: (node, walk) => {
      const alternatives = fields(node, 'alternative').map((part) => ({ test: field(part, 'condition'), body: [field(part, 'body')] }))
      return branches(walk, [{ test: field(node, 'condition'), body: fields(node, 'body') }, ...alternatives])
    },
    switch_statement: (node, walk) => {
      const all = parts(field(node, 'body')).map((part) => ({
        labels: field(part, 'value') && [field(part, 'value')!],
        body: parts(part).filter((each) => each.field !== 'value'),
      }))
      return cases(walk, field(node, 'condition'), all)
    },
    match_expression: (node, walk) => {
      const all = parts(field(node, 'body')).map((part) => ({
        labels: parts(field(part, 'conditional_expressions')),
        body: [field(part, 'return_expression')],
      }))
      return cases(walk, field(node, 'condition'), all)
    },
    for_statement: loop,
    foreach_statement: loop,
    while_statement: loop,
    do_statement: loop,
    try_statement: (node, walk) => {
      guarded(walk, [field(node, 'body')])
      return visit(walk, partsOf(node, 'catch_clause', 'finally_clause'))
    },
    catch_clause: (node, walk) => {
      const [types, variable] = [parts(field(node, 'type')).map(typeName), field(node, 'name')]
      return catchOf(walk, node, { types, variable: variable && dotted(text(variable)), body: parts(field(node, 'body')) })
    },
    return_statement: (node, walk) => {
      const [value] = parts(node)
      if (walk.frame.kind !== 'module' || !value) return returned(node, walk)
      assignValue(walk, node, value, valueAt(walk, value), { name: 'return' })
      return
    },
    throw_expression: thrown,
    namespace_use_declaration: imported,
    namespace_definition: (node, walk) => visit(walk, [field(node, 'body')]),
    text: () => undefined,
  },
}

function called(node: Syntax, walk: Walk): Value {
  const [target, args] = [field(node, 'function'), parts(field(node, 'arguments'))]
  if (!target) return opaque(walk, node)
  const call = callTo(walk, node, target, args)
  if (call.callee === 'define') defined(walk, call)
  return call
}

/** `define('WP_DEBUG', true)` is how PHP assigns a constant. */
function defined(walk: Walk, { args: [constantName, given], range, scope }: Call): void {
  if (constantName?.value.kind !== 'string' || !given) return
  const target = constantName.value.text
  walk.found.assignments.push({ target, targetRange: constantName.range, operator: '=', value: given.value, range, scope })
}

function methodCall(node: Syntax, walk: Walk): Value {
  const [receiver, method] = [field(node, 'object') ?? field(node, 'scope'), field(node, 'name')]
  if (!receiver || !method) return opaque(walk, node)
  return callOf(walk, node, { receiver, method: dotted(text(method)), callee: [receiver, method], args: parts(field(node, 'arguments')) })
}

function creation(node: Syntax, walk: Walk): Value {
  const [type] = parts(node)
  if (!type) return opaque(walk, node)
  if (type.type === 'anonymous_class') return opaque(walk, node)
  return callOf(walk, node, { method: dotted(text(type)), callee: [type, type], args: parts(partOf(node, 'arguments')), isNew: true })
}

/** `echo`, `print`, `exit` and `unset` are calls without parentheses. */
function spoken(node: Syntax, walk: Walk): Value {
  const args = parts(node).flatMap((part) => (/^(sequence|parenthesized)_expression$/.test(part.type) ? parts(part) : [part]))
  const word = node.type.slice(0, node.type.indexOf('_'))
  const callee: Syntax = { ...node, end: node.start + word.length, children: [] }
  return callOf(walk, node, { method: word, callee: [callee, callee], args })
}

function included(node: Syntax, walk: Walk): Value | undefined {
  const value = optionalValue(walk, parts(node).at(-1))
  if (value?.kind === 'string') walk.found.imports.push({ module: value.text, names: [], range: rangeOf(walk, node) })
  return value
}

function heredoc(node: Syntax, walk: Walk): Value {
  const content = field(node, 'value')
  const found = parts(content).filter(({ type }) => !/string|escape/.test(type))
  return addString(
    walk,
    stringOf(
      walk,
      node,
      content ? text(content).trim() : '',
      found.map((part) => valueAt(walk, part)),
    ),
  )
}

/** With keys an object (what has none gets its number), without a list. */
function array(node: Syntax, walk: Walk): Value {
  const elements = partsOf(node, 'array_element_initializer')
  if (!elements.some((part) => parts(part).length > 1)) {
    return { kind: 'list', items: elements.map((part) => valueAt(walk, parts(part)[0] ?? part)), range: rangeOf(walk, node) }
  }
  const entries = elements.map((part, index) => {
    const [first = part, second] = parts(part)
    return second ? entryOf(walk, part, first, second) : entryOf(walk, part, undefined, first, String(index))
  })
  return objectOf(walk, node, entries)
}

function assignment(node: Syntax, walk: Walk): Value {
  const [left, right] = [field(node, 'left')!, field(node, 'right')!]
  if (left.type !== 'list_literal' && left.type !== 'array_creation_expression') return assign(walk, node, left, right)
  return assignAll(walk, node, parts(left), [right])
}

function callable(node: Syntax, walk: Walk): Value {
  const [body, isMethod] = [field(node, 'body'), node.type === 'method_declaration']
  return functionOf(walk, node, {
    name: field(node, 'name'),
    decorators: isMethod || node.type === 'function_definition' ? attributes(walk, node, 'function') : [],
    params: params(walk, field(node, 'parameters')),
    returnType: field(node, 'return_type'),
    body,
    isBlock: node.type !== 'arrow_function',
  })
}

function params(walk: Walk, list: Syntax | undefined): Param[] {
  return parts(list).map((node) => {
    const decorators = attributes(walk, node, 'parameter')
    return paramOf(walk, node, { name: field(node, 'name'), type: field(node, 'type'), default: field(node, 'default_value'), decorators })
  })
}

function attributes(walk: Walk, node: Syntax, on: Decorator['on']): Decorator[] {
  const groups = parts(field(node, 'attributes')).flatMap((group) => partsOf(group, 'attribute'))
  return groups.map((part) => decoratorOf(walk, part, dotted(text(parts(part)[0]!)), parts(field(part, 'parameters')), on))
}

function classLike(node: Syntax, walk: Walk): undefined {
  const [named, body] = [field(node, 'name'), field(node, 'body')]
  if (!named) return
  const kinds: Readonly<Record<string, Class['kind']>> = {
    interface_declaration: 'interface',
    enum_declaration: 'enum',
    trait_declaration: 'module',
  }
  const bases = [...partsOf(node, 'base_clause', 'class_interface_clause'), ...partsOf(body, 'use_declaration')].flatMap(parts)
  const decorators = attributes(walk, node, 'class')
  const kind = kinds[node.type] ?? 'class'
  classOf(walk, node, {
    name: named,
    kind,
    bases: bases.filter(({ type }) => type.endsWith('name')).map(typeName),
    decorators,
    body: body ? [body] : [],
  })
}

function properties(node: Syntax, walk: Walk): undefined {
  const type = field(node, 'type')
  const decorators = attributes(walk, node, 'field')
  for (const part of partsOf(node, 'property_element')) {
    const [named, written] = [field(part, 'name') ?? part, field(part, 'default_value')]
    const value = written && assign(walk, part, named, written, { type })
    addField(walk, part, named, { type: type && text(type), value, decorators })
  }
}

function imported(node: Syntax, walk: Walk): undefined {
  const prefix = partOf(node, 'namespace_name')
  const clauses = [...partsOf(node, 'namespace_use_clause'), ...partsOf(field(node, 'body'), 'namespace_use_clause')]
  for (const clause of clauses) {
    const [first] = parts(clause)
    const alias = field(clause, 'alias')
    const module = `${prefix ? `${text(prefix)}\\` : ''}${first ? text(first) : ''}`
    walk.found.imports.push({ module: dotted(module), alias: alias && text(alias), names: [], range: rangeOf(walk, clause) })
  }
}
