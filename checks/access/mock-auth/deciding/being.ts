import { valuesIn } from '#formats/code/lookup'
import type { Func, Value } from '#formats/code/view'

/** That there is one is all that is asked: `return !!token`, `return token != null && !token.isEmpty()`. */
export function isAboutBeing({ statements, returns: [only, ...more], params, name = '' }: Func): boolean {
  if (!/token|jwt|api_?key|auth\b/i.test(name) || statements !== 1 || !only || more.length > 0) return false
  const names = new Set(params.map((param) => param.name))
  const parts = valuesIn(only)
  const isParam = (one: Value) => one.kind === 'name' && names.has(one.name.replace(/\.(?:length|Length|size|trim)$/, ''))
  const isBeing = (one: Value) => {
    if (one.kind === 'call') return BEING.test(one.method)
    if (one.kind === 'binary') return /^(?:&&|\|\||!=|>)$/.test(one.operator)
    return (
      isParam(one) ||
      (one.kind === 'name' && /^(?:string|String|StringUtils|strings)$/.test(one.name)) ||
      /^(?:unary|null|number)$/.test(one.kind) ||
      (one.kind === 'string' && parts.some((part) => part.kind === 'call'))
    )
  }
  const isAsked = parts.some((one) => one.kind === 'call' || one.kind === 'unary' || (one.kind === 'binary' && /[!>]/.test(one.operator)))
  return isAsked && parts.some(isParam) && parts.every((one) => isBeing(one) || (one.kind === 'string' && one.text === ''))
}

const BEING =
  /^(?:isEmpty|isBlank|IsNullOrEmpty|IsNullOrWhiteSpace|Boolean|bool|len|length|size|empty|present\?|hasText|isNotBlank|isNotEmpty|startsWith|startswith|HasPrefix|StartsWith)$/
