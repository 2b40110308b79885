import { argumentOf, constantText, positional } from '../lookup.ts'
import type { Assignment, Call, Code, Entry } from '../view.ts'
import type { DeclaredRead } from './reader.ts'

/** Variables that are given a default apart from where they are read. */
export function givenDefaults({ language, calls, entries, assignments }: Code): readonly DeclaredRead[] {
  switch (language) {
    case 'python':
      return calls.flatMap(schema)
    case 'go':
      return calls.flatMap(viper)
    case 'javascript':
    case 'typescript':
      return [...entries.flatMap(validated), ...assignments.flatMap(setUnlessSet)]
    case 'ruby':
      return assignments.flatMap(setUnlessSet)
    default:
      return []
  }
}

/** `environ.Env(DEBUG=(bool, True))`: the type of each variable, and its default. */
function schema({ callee, args, scope }: Call): DeclaredRead[] {
  if (!/(?:^|\.)(?:FileAware)?Env$/.test(callee)) return []
  return args.flatMap(({ name, value, range }) => {
    const fallback = value.kind === 'list' && value.items.length === 2 ? value.items[1] : undefined
    return name && fallback ? [{ name, default: fallback, required: false, range, scope }] : []
  })
}

/** `viper.SetDefault("db.password", "postgres")`. */
function viper(call: Call): DeclaredRead[] {
  const name = call.method === 'SetDefault' ? constantText(positional(call, 0)) : undefined
  const fallback = positional(call, 1)
  return name && fallback ? [{ name, default: fallback, required: false, range: call.range, scope: call.scope }] : []
}

/** `JWT_SECRET: z.string().default("x")` of Zod and Joi, `str({ default: "x" })` of envalid. */
function validated({ key, value, range, scope }: Entry): DeclaredRead[] {
  if (value.kind !== 'call' || !/^[A-Z][A-Z0-9_]+$/.test(key)) return []
  const isChain = value.method === 'default' && /^(?:z|zod|joi|yup|v|t)\b/i.test(value.callee)
  const fallback = isChain
    ? positional(value, 0)
    : /^(?:envalid\.)?(?:str|url|host|email)$/.test(value.callee)
      ? argumentOf(value, 'default')
      : undefined
  return fallback ? [{ name: key, default: fallback, required: false, range, scope }] : []
}

/** `ENV["X"] ||= "d"`, `process.env.X ??= "d"`. */
function setUnlessSet({ target, operator, value, range, scope }: Assignment): DeclaredRead[] {
  const name = /^(?:ENV|process\.env)\.([A-Za-z_]\w*)$/.exec(target)?.[1]
  return name && /^(?:\|\||\?\?)=$/.test(operator) ? [{ name, default: value, required: false, range, scope }] : []
}
