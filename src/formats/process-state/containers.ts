import type { SourceFile } from '#model/snapshot'
import type { Code, Func, Value } from '../code/view.ts'
import { languageOf } from '../exposure/code.ts'
import { reached, routes } from '../routes.ts'
import type { StateFact } from './fact.ts'

const EXEMPT =
  /metric|stats?$|memo|registry|schema|compiled|prepared|handlers|routes|plugins|models?$|locks?$|config|settings|clients?$|pools?$/i
const CACHE = /cache/i

/** Maps and lists of a module that handlers write to: what the next request needs is in the process that got this one. */
export function heldByHandlers(file: SourceFile, code: Code): readonly StateFact[] {
  if (code.language === 'php' || code.language === 'ruby') return []
  const handlers = routes(file).flatMap(({ handler }) => (handler ? reached(code, handler) : []))
  const held = code.assignments.filter(({ scope, value }) => scope.moduleLevel && !scope.class && scope.loops === 0 && isContainer(value))
  return held.flatMap(({ target, range }) => {
    if (EXEMPT.test(target) || !handlers.some((func) => writes(func, target))) return []
    const kind = CACHE.test(target) ? 'cache' : 'state'
    const harm =
      kind === 'cache'
        ? 'each process has one of its own, and they differ'
        : 'what one request leaves here, the next finds only if the same process answers it'
    const advice = 'Keep it in Redis or the database.'
    return [{ subject: target, range, language: languageFor(code), harm, advice, kind }]
  })
}

function languageFor(code: Code): StateFact['language'] {
  const language = languageOf(code)
  return language === 'php' ? 'python' : language
}

const MAKES = /^(?:dict|list|set|defaultdict|deque|OrderedDict|Counter|collections\.\w+|Map|Set|make|TTLCache|LRUCache)$/

function isContainer(value: Value): boolean {
  if (value.kind === 'object') return value.entries.length === 0
  if (value.kind === 'list') return value.items.length === 0
  return value.kind === 'call' && MAKES.test(value.callee) && (value.callee === 'make' || value.args.length <= 1)
}

const CHANGES = /^(?:append|add|update|setdefault|pop|push|set|delete|insert|extend|remove|clear|Store)$/

function writes({ assignments, calls }: Func, name: string): boolean {
  return (
    assignments.some(({ target }) => target.startsWith(`${name}[]`) || target.startsWith(`${name}.`)) ||
    calls.some(({ callee, method }) => CHANGES.test(method) && (callee === `${name}.${method}` || callee === `${name}[].${method}`))
  )
}

/** `self._cache = {}` that other methods of the class fill: a cache that each process has for itself. */
export function heldByObjects(code: Code): readonly StateFact[] {
  return code.assignments.flatMap(({ target, range, value, scope }) => {
    const isCache = /^(?:self|this)\._?\w*cache\w*$/i.test(target) && /^(?:__init__|constructor)$/.test(scope.function ?? '')
    if (!isCache || !isContainer(value)) return []
    const owner = code.classes.find(({ name }) => name === scope.class)
    if (!owner?.methods.some((func) => func.name !== scope.function && writes(func, target))) return []
    const subject = `${scope.class}.${target.slice(target.indexOf('.') + 1)}`
    const harm = 'each process has a cache of its own: what one has changed, the others still serve as it was'
    return [{ subject, range, language: languageFor(code), harm, advice: 'Keep it in Redis, or clear it for all.', kind: 'cache' }]
  })
}
