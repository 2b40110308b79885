import { call, callTo } from './calls.ts'
import { functionOf, paramOf } from './definitions.ts'
import { addEntry, binary, constant, list, member, name, number, objectOf, subscript, transparent, unary } from './expressions.ts'
import { structField, typeSpec } from './go-types.ts'
import { typeName } from './names.ts'
import { assignAll, branches, cases, loop, returned } from './statements.ts'
import { string, stringOf } from './strings.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Param, Value } from './view.ts'
import { type Adapter, addString, opaque, other, rangeOf, valueAt, visit, type Walk, within } from './walk.ts'

export const go: Adapter = {
  language: 'go',
  member: (node) => (node.type === 'selector_expression' ? [field(node, 'operand'), field(node, 'field')] : undefined),
  handlers: {
    identifier: name,
    field_identifier: name,
    qualified_type: name,
    selector_expression: member('operand', 'field'),
    index_expression: subscript('operand', 'index'),
    call_expression: call('function', 'arguments'),
    type_conversion_expression: (node, walk) => callTo(walk, node, field(node, 'type')!, [field(node, 'operand')!]),
    generic_type: (node, walk) => ({ kind: 'name', name: typeName(node), range: rangeOf(walk, node) }),
    type_instantiation_expression: transparent('type'),
    type_assertion_expression: transparent('operand'),
    parenthesized_expression: transparent(),
    literal_element: transparent(),
    interpreted_string_literal: string(),
    raw_string_literal: (node, walk) => addString(walk, stringOf(walk, node, text(node).slice(1, -1))),
    int_literal: number,
    float_literal: number,
    true: constant(true),
    false: constant(false),
    nil: constant(null),
    expression_list: (node, walk) => (parts(node).length > 1 ? list()(node, walk) : transparent()(node, walk)),
    composite_literal: composite,
    literal_value: (node, walk) => literal(node, walk),
    binary_expression: binary,
    unary_expression: unary,
    func_literal: (node, walk) => callable(node, walk),
    function_declaration: (node, walk) => callable(node, walk),
    method_declaration: method,
    const_spec: declared,
    var_spec: declared,
    short_var_declaration: assigned,
    assignment_statement: assigned,
    type_spec: typeSpec,
    field_declaration: structField,
    if_statement: ifStatement,
    expression_switch_statement: switchStatement,
    type_switch_statement: switchStatement,
    for_statement: loop,
    return_statement: returned,
    import_spec: imported,
    slice_type: name,
    map_type: name,
    type_arguments: (node, walk) => other(walk, node),
  },
}

function composite(node: Syntax, walk: Walk): Value {
  const [type, body] = [field(node, 'type'), field(node, 'body')]
  return body ? literal(body, walk, type, node) : opaque(walk, node)
}

/** With keys an object, without a list. */
function literal(body: Syntax, walk: Walk, type?: Syntax, node = body): Value {
  const elements = parts(body)
  if (
    type?.type !== 'map_type' &&
    !elements.some((part) => part.type === 'keyed_element') &&
    (elements.length || /^(slice|array)/.test(type?.type ?? ''))
  ) {
    return { kind: 'list', items: elements.map((part) => valueAt(walk, part)), range: rangeOf(walk, node) }
  }
  const entries = partsOf(body, 'keyed_element').map((part) => {
    const value = parts(field(part, 'value'))[0] ?? part
    return addEntry(walk, part, parts(field(part, 'key'))[0], value)
  })
  return objectOf(walk, node, entries, type && typeName(type))
}

function callable(node: Syntax, walk: Walk): Value {
  const body = field(node, 'body')
  return functionOf(walk, node, {
    name: field(node, 'name'),
    params: params(walk, field(node, 'parameters')),
    returnType: field(node, 'result'),
    body,
    isBlock: true,
    statements: body && (parts(partOf(body, 'statement_list')) ?? []),
  })
}

function params(walk: Walk, list: Syntax | undefined): Param[] {
  return parts(list).flatMap((node) => {
    const type = field(node, 'type')
    const names = fields(node, 'name')
    return (names.length ? names : [type ?? node]).map((named) => paramOf(walk, node, { name: named, type }))
  })
}

/** A method belongs to the type of its receiver. */
function method(node: Syntax, walk: Walk): Value {
  const type = field(parts(field(node, 'receiver'))[0], 'type')
  return within(walk, { class: type && typeName(type) }, () => callable(node, walk))
}

function declared(node: Syntax, walk: Walk): Value | undefined {
  const values = parts(field(node, 'value'))
  return values.length ? assignAll(walk, node, fields(node, 'name'), values, { type: field(node, 'type') }) : undefined
}

function assigned(node: Syntax, walk: Walk): Value {
  const written = field(node, 'operator')
  const operator = written && text(written) !== ':=' ? text(written) : '='
  return assignAll(walk, node, parts(field(node, 'left')), parts(field(node, 'right')), { operator })
}

function ifStatement(node: Syntax, walk: Walk): undefined {
  visit(walk, [field(node, 'initializer')])
  branches(walk, [{ test: field(node, 'condition'), body: [field(node, 'consequence')] }, { body: [field(node, 'alternative')] }])
}

function switchStatement(node: Syntax, walk: Walk): undefined {
  visit(walk, [field(node, 'initializer')])
  const all = partsOf(node, 'expression_case', 'type_case', 'default_case').map((part) => {
    const labels = [...parts(field(part, 'value')), ...fields(part, 'type')]
    return { labels: labels.length ? labels : undefined, body: partsOf(part, 'statement_list') }
  })
  cases(walk, field(node, 'value'), all)
}

function imported(node: Syntax, walk: Walk): undefined {
  const [path, alias] = [field(node, 'path'), field(node, 'name')]
  const value = path && valueAt(walk, path)
  if (value?.kind !== 'string') return
  walk.found.imports.push({ module: value.text, alias: alias && text(alias), names: [], range: rangeOf(walk, node) })
}
