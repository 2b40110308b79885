import { nameOf } from '../code/names.ts'
import type { Code } from '../code/view.ts'
import { mentions } from '../words.ts'

/** A cheap look before parsing, beside that for prints: log4js takes the console over by a call. */
export const mayReroute = mentions(['replaceConsole'])

const METHOD = /^(?:(?:global|globalThis)\.)?console(?:\.(\w+)|\[\]|)$/

/**
 * The methods of the console that are given another way to write, such as `log` after `console.log = logger.info.bind(logger)`;
 * `*` stands for each of them.
 */
export function reroutedMethods({ language, assignments, calls }: Code): readonly string[] {
  if (language !== 'javascript' && language !== 'typescript') return []
  const assigned = assignments.flatMap(({ target, value }) => {
    const found = METHOD.exec(target)
    // What stands in for a method that a browser lacks is the console again.
    return found && !/^console\b/.test(nameOf(value)) ? (found[1] ?? '*') : []
  })
  const isTakenOver = calls.some(
    ({ callee, method, args }) =>
      method === 'replaceConsole' || (callee === 'Object.assign' && args[0] !== undefined && nameOf(args[0].value) === 'console'),
  )
  return isTakenOver ? ['*', ...assigned] : assigned
}
