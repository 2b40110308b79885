import type { Condition, ConditionTests, Scalar } from '#model/custom-control'
import { matches } from '../globs.ts'
import { compilePattern } from '../patterns.ts'
import type { Group, Property } from './property.ts'

export type Answer = 'yes' | 'no' | 'unknown'

/** Answers whether what a thing has under a name is as a policy wants it. */
export type Test = (property: Property) => Answer

type Predicate = (values: readonly Scalar[]) => boolean

/** Compiles a condition once for all things. */
export function compileCondition(condition: Condition): { readonly every: Test; readonly some: Test } {
  const tests: ConditionTests = isTests(condition) ? condition : { is: condition }
  const predicates = predicatesOf(tests)
  const onlyPresence = Object.keys(tests).every((key) => key === 'present')
  const answer = ({ values, open }: Group): Answer => {
    if (open) return onlyPresence ? (tests.present === true ? 'yes' : 'no') : 'unknown'
    return predicates.every((predicate) => predicate(values)) ? 'yes' : 'no'
  }
  return {
    every: (property) => worst(property.map(answer), ['no', 'unknown', 'yes']),
    some: (property) => worst(property.map(answer), ['yes', 'unknown', 'no']),
  }
}

function worst(answers: readonly Answer[], order: readonly Answer[]): Answer {
  return order.find((answer) => answers.includes(answer)) ?? 'no'
}

function predicatesOf({ is, not, glob, matches: pattern, lacks, present, min, max }: ConditionTests): readonly Predicate[] {
  return [
    ...(is === undefined ? [] : [anyOf(is)]),
    ...(not === undefined ? [] : [noneOf(not)]),
    ...(glob === undefined ? [] : [globbed(listOf(glob))]),
    ...(pattern === undefined ? [] : [patterned(pattern)]),
    ...(lacks === undefined ? [] : [negated(patterned(lacks))]),
    ...(present === undefined ? [] : [(values: readonly Scalar[]) => values.length > 0 === present]),
    ...(min === undefined && max === undefined ? [] : [bounded(min ?? -Infinity, max ?? Infinity)]),
  ]
}

function anyOf(wanted: Scalar | readonly Scalar[]): Predicate {
  const texts = new Set(listOf(wanted).map(String))
  return (values) => values.some((value) => texts.has(String(value)))
}

function noneOf(unwanted: Scalar | readonly Scalar[]): Predicate {
  return negated(anyOf(unwanted))
}

function globbed(globs: readonly string[]): Predicate {
  return (values) => values.some((value) => matches(globs, String(value)))
}

/** A policy whose patterns do not compile never gets here. */
function patterned(pattern: string): Predicate {
  const compiled = compilePattern(pattern)
  if ('fault' in compiled) throw new Error(compiled.fault)
  return (values) => values.some((value) => compiled.regex.test(String(value)))
}

function negated(predicate: Predicate): Predicate {
  return (values) => !predicate(values)
}

function bounded(min: number, max: number): Predicate {
  return (values) => values.length > 0 && values.every((value) => Number(value) >= min && Number(value) <= max)
}

function listOf<Item extends Scalar>(value: Item | readonly Item[]): readonly Item[] {
  return isList(value) ? value : [value]
}

function isList<Item extends Scalar>(value: Item | readonly Item[]): value is readonly Item[] {
  return typeof value === 'object'
}

function isTests(condition: Condition): condition is ConditionTests {
  return typeof condition === 'object' && !Array.isArray(condition)
}

/** `docker.io or registry.acme.example`, `a value`, `at most 3`: what a condition wants, for the message. */
export function wanted(condition: Condition): string {
  if (!isTests(condition)) return listOf<Scalar>(condition).map(String).join(' or ')
  const { is, not, glob, matches: pattern, lacks, present, min, max } = condition
  return [
    ...(is === undefined ? [] : [listOf(is).map(String).join(' or ')]),
    ...(not === undefined ? [] : [`not ${listOf(not).map(String).join(' or ')}`]),
    ...(glob === undefined ? [] : [`like ${listOf(glob).join(' or ')}`]),
    ...(pattern === undefined ? [] : [`like /${pattern}/`]),
    ...(lacks === undefined ? [] : [`free of /${lacks}/`]),
    ...(present === undefined ? [] : [present ? 'set' : 'not set']),
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
  ].join(' and ')
}
