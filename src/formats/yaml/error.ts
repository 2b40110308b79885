import { YAMLException } from 'js-yaml'
import { Unparsable } from '#model/unparsable'

/** Where the parser gave up; `undefined` when going on elsewhere cannot help. */
export function positionOf(error: unknown): number | undefined {
  return error instanceof YAMLException && !isTooDeep(error) ? error.mark?.position : undefined
}

export function isTooDeep(error: unknown): boolean {
  return error instanceof YAMLException && error.reason.startsWith('nesting exceeded')
}

/** Says why, in words of the parser that quote nothing of the file. Anything but the parser's refusal is a bug, and stays one. */
export function refuse(error: unknown): never {
  if (!(error instanceof YAMLException)) throw error
  const line = error.mark ? ` at line ${error.mark.line + 1}` : ''
  throw new Unparsable(`not valid YAML${line}${/^[a-z ]{1,80}$/.test(error.reason) ? `: ${error.reason}` : ''}`)
}
