import type { Code, Func } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import { PRETENDERS } from '../names.ts'
import { type Deciding, roleOf } from './roles.ts'

/** A place that decides who someone is, and what it only pretends. */
export interface Decision {
  readonly subject: string
  readonly range: Range
  /** Who someone is; whether a proof is good; whether it matters; whether a page says it itself; whom a list lets in. */
  readonly about: 'identity' | 'proof' | 'switch' | 'browser' | 'login'
  readonly fault?: Fault | undefined
}

export type Fault = 'constant' | 'anyone' | 'claimed' | 'accepted' | 'switched off' | 'own page' | 'written down'

/** A function that decides who is asking, whether a proof is good, who may go on, or who is logged in. */
export interface Decider {
  readonly is: Deciding
  readonly name: string
  readonly func: Func
  readonly place: Range
  /** That it does is said, not only guessed from its parameters. */
  readonly isNamed: boolean
}

export const deciders: (code: Code) => readonly Decider[] = onceFor((code: Code) =>
  code.functions.flatMap((func): Decider[] => {
    const role = func.bodyRange && roleOf(code, func)
    if (!role || isTestDouble(code, func)) return []
    const { is, isNamed } = role
    const own = func.name?.slice(func.name.lastIndexOf('.') + 1)
    const place =
      own === undefined || /^(?:exports|default)$/.test(own)
        ? { start: func.range.start, end: func.bodyRange!.start }
        : (func.nameRange ?? code.assignments.find(({ target, range }) => target === func.name && encloses(range, func.range))?.targetRange)
    const range = place ?? code.entries.find(({ key, range }) => key === own && encloses(range, func.range))?.keyRange
    return range ? [{ is, name: nameOf(own, is), func, place: range, isNamed }] : []
  }),
)

function nameOf(own: string | undefined, is: Deciding): string {
  return own === undefined || /^(?:exports|default)$/.test(own) ? (is === 'guard' ? 'middleware' : is) : own
}

/** What stands for nobody, or what others are made of, may be constant; what is called a pretender is told of by its name. */
function isTestDouble(code: Code, { scope, range }: Func): boolean {
  const name = scope.class ?? ''
  if (/anonymous|null|guest|system|abstract|base(?!d|Controller)|default(?!Auth|Login)/i.test(name)) return true
  return DOUBLE.test(name) || doubles(code).some(({ value }) => encloses(value.range, range))
}

const DOUBLE = new RegExp(PRETENDERS)

const doubles = onceFor(({ assignments }: Code) =>
  assignments.filter(({ target, value }) => value.kind === 'object' && DOUBLE.test(target)),
)
