import { nameOf } from '../code/names.ts'
import type { Call, Language } from '../code/view.ts'

type Test = (call: Call) => boolean

const SCRIPT: Test = ({ callee }) => /^console\.(?:log|debug|info|warn|error|trace|dir|table)$/.test(callee)

const PRINTS: Readonly<Record<Language, Test>> = {
  python: (call) => /^(?:print|pprint|pprint\.pprint|pprint\.pp)$/.test(call.callee) && isTerminal(call),
  javascript: SCRIPT,
  typescript: SCRIPT,
  go: ({ callee, args }) => {
    if (/^fmt\.Print(?:f|ln)?$|^print(?:ln)?$/.test(callee)) return true
    const [first] = args
    return /^fmt\.Fprint(?:f|ln)?$/.test(callee) && first !== undefined && /^os\.Std(?:out|err)$/.test(nameOf(first.value))
  },
  java: ({ callee, method, args }) =>
    /^System\.(?:out|err)\.(?:print|println|printf|format)$/.test(callee) || (method === 'printStackTrace' && args.length === 0),
  ruby: ({ callee, args }) =>
    /^(?:puts|print|pp)$/.test(callee) ||
    (callee === 'p' && args.length > 0) ||
    /^(?:stdout|stderr|STDOUT|STDERR)\.(?:puts|print|write|printf)$/.test(callee),
  csharp: ({ callee }) => /^(?:System\.)?Console\.(?:Error\.|Out\.)?Write(?:Line)?$/.test(callee),
  // With a second argument `print_r` returns the text.
  php: ({ callee, args }) => /^(?:error_log|var_dump|dump|dd)$/.test(callee) || (callee === 'print_r' && args.length === 1),
}

/** It writes to the terminal of the process, whatever the language calls that. */
export function isPrint(call: Call, language: Language): boolean {
  return PRINTS[language](call)
}

/** `print(x, file=report)` writes a file. */
function isTerminal({ args }: Call): boolean {
  const file = args.find(({ name }) => name === 'file')?.value
  return file === undefined || /^(?:sys\.)?std(?:out|err)$/.test(nameOf(file))
}
