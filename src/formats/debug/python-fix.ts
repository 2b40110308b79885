import type { Fix } from '#model/check'
import type { Code, Value } from '../code/code.ts'
import { envRead } from '../code/environment.ts'
import { valuesIn } from '../code/lookup.ts'
import { meant } from '../code/unset.ts'
import type { State } from './setting.ts'

/** Makes a switch read the environment, off by default; only with what the file imports already. */
export function fixOf(value: Value, state: State & { readonly is: 'on' }, { imports }: Code): Fix | undefined {
  if (state.how === 'unset') return flippedDefault(value, state.variable)
  const variable = state.how === 'any text' ? state.variable : 'DEBUG'
  if (!variable || !/^[A-Z][A-Z0-9_]{0,80}$/.test(variable) || !imports.some(({ module, alias }) => module === 'os' && alias === 'os'))
    return
  const text = `os.getenv('${variable}', 'false').lower() == 'true'`
  return { title: `Read ${variable} from the environment, off by default`, edits: [{ range: value.range, text }] }
}

/** `os.getenv("DEBUG", "True")` gets the default `"False"`; texts whose opposite is not plain stay. */
function flippedDefault(value: Value, variable: string): Fix | undefined {
  for (const part of valuesIn(value)) {
    const fallback = envRead(part)?.default
    const off = fallback && opposite(fallback)
    if (fallback && off) return { title: `Leave ${variable} off by default`, edits: [{ range: fallback.range, text: off }] }
  }
  const off = value.kind === 'boolean' ? opposite(value) : undefined
  return off ? { title: `Leave ${variable} off by default`, edits: [{ range: value.range, text: off }] } : undefined
}

const OPPOSITES = new Map([
  ['True', 'False'],
  ['true', 'false'],
  ['TRUE', 'FALSE'],
  ['1', '0'],
  ['on', 'off'],
  ['yes', 'no'],
])

function opposite(value: Value): string | undefined {
  if (value.kind === 'boolean') return value.value ? 'False' : undefined
  if (value.kind === 'number') return value.value === 1 ? '0' : undefined
  if (value.kind !== 'string' || meant(value.text) !== true) return
  const off = OPPOSITES.get(value.text)
  return off && `'${off}'`
}
