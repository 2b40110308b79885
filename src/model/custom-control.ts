import type { CheckId, Examples, Level } from './check.ts'
import type { ExemptClass } from './path-class.ts'
import type { ProblemRating, Severity } from './rating.ts'

/** A control declared in a policy. Plain data. */
export interface CustomControl {
  /** `<group>/<name>`; never the id of a built-in control. */
  readonly id: CheckId
  readonly title: string
  readonly severity: Severity
  readonly level: Level
  /** What a violation is. */
  readonly rating: ProblemRating
  readonly why?: string | undefined
  readonly remedy?: string | undefined
  readonly references: readonly string[]
  readonly effort?: string | undefined
  /** Globs to which it is limited; absent: wherever the thing occurs. */
  readonly files?: readonly string[] | undefined
  readonly also: readonly ExemptClass[]
  readonly test: CustomTest
  readonly examples: Examples
}

export type CustomTest = ThingTest | TextTest

/** Each thing of a kind that fulfils `where` must fulfil `require`. */
export interface ThingTest {
  readonly each: Thing
  readonly where: Readonly<Record<string, Condition>>
  readonly require: Readonly<Record<string, Condition>>
}

/** Lines may not hold `forbid`; a file must hold `require`. RE2 syntax. */
export interface TextTest {
  readonly forbid?: string | undefined
  readonly require?: string | undefined
}

/** What formats extract and a custom control can speak about. */
export const THINGS = [
  'image',
  'workload',
  'compose-service',
  'workflow-step',
  'env-entry',
  'setting',
  'dependency',
  'document',
  'file',
] as const
export type Thing = (typeof THINGS)[number]

export type Scalar = string | number | boolean

/** A value, one of some values, or all of these tests. */
export type Condition = Scalar | readonly Scalar[] | ConditionTests

export interface ConditionTests {
  readonly is?: Scalar | readonly Scalar[] | undefined
  readonly not?: Scalar | readonly Scalar[] | undefined
  /** Globs, at least one of which matches the whole value. */
  readonly glob?: string | readonly string[] | undefined
  /** RE2 pattern that occurs in the value. */
  readonly matches?: string | undefined
  /** RE2 pattern that does not occur in it. */
  readonly lacks?: string | undefined
  /** Whether there is a value at all. */
  readonly present?: boolean | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
}
