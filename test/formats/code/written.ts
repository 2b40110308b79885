import { type Code, code, grammarOf, type Scope, type Value } from '../../../src/formats/code/code.ts'
import { loadGrammar } from '../../../src/formats/code/grammars.ts'
import type { Range } from '../../../src/model/location.ts'

/** Parses a source text by the extension of its path. */
export async function parsed(path: string, text: string): Promise<Code> {
  await loadGrammar(grammarOf(path)!)
  return code({ path, text })!
}

/** Writes a value in one notation for all languages. */
export function written(value: Value | undefined): string {
  if (!value) return ''
  switch (value.kind) {
    case 'string':
      return value.interpolated ? `${JSON.stringify(value.text)} of ${value.parts.map(written).join()}` : JSON.stringify(value.text)
    case 'number':
    case 'boolean':
      return String(value.value)
    case 'null':
      return 'null'
    case 'name':
      return value.name
    case 'member':
      return `(${written(value.object)}).${value.property}`
    case 'subscript':
      return `${written(value.object)}[${written(value.key)}]`
    case 'call':
      return `${value.isAwaited ? 'await ' : ''}${value.isNew ? 'new ' : ''}${value.callee}(${value.args.map(argument).join(', ')})`
    case 'list':
      return `[${value.items.map(written).join(', ')}]`
    case 'object':
      return `${value.type ?? ''}{${value.entries.map((entry) => `${entry.key}: ${written(entry.value)}`).join(', ')}}`
    case 'binary':
      return `(${written(value.left)} ${value.operator} ${written(value.right)})`
    case 'unary':
      return `${value.operator}${written(value.operand)}`
    case 'conditional':
      return `(${written(value.condition)} ? ${written(value.whenTrue)} : ${written(value.whenFalse)})`
    case 'function':
      return `fn(${value.function.params.map(({ name }) => name).join(', ')})`
    case 'other':
      return `<${value.text}>`
  }
}

function argument({ name, value }: { readonly name?: string | undefined; readonly value: Value }): string {
  return name ? `${name}=${written(value)}` : written(value)
}

/** `line:column-line:column`, the end exclusive. */
export function place({ start, end }: Range): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`
}

/** Where it stands, in words; the top of the module is `module`. */
export function where(scope: Scope): string {
  const conditions = scope.conditions.map(({ value, negated }) => `${negated ? 'unless' : 'if'} ${written(value)}`)
  const words = [
    scope.moduleLevel ? 'module' : '',
    scope.class ? `class ${scope.class}` : '',
    scope.function ? `in ${scope.function}` : '',
    ...conditions,
    scope.loops ? `loop ${scope.loops}` : '',
    ...scope.inside.map((name) => `inside ${name}`),
    scope.guarded ? 'guarded' : '',
  ]
  return words.filter(Boolean).join(', ')
}

export function assignments(code: Code): string[] {
  return code.assignments.map(({ target, operator, value, scope }) => `${target} ${operator} ${written(value)} | ${where(scope)}`)
}

export function calls(code: Code): string[] {
  return code.calls.map((call) => `${written(call)} | ${where(call.scope)}`)
}
