import type { Location, Range } from './location.ts'
import type { ClassOf, ExemptClass } from './path-class.ts'
import type { ProblemRating, Severity } from './rating.ts'
import type { SourceFile } from './snapshot.ts'

/** `<dimension>/<name>`: the path of the module under `checks/`, without `.ts`. */
export type CheckId = string

/** Every check by its id, sorted. */
export type Catalogue = Readonly<Record<CheckId, Check>>

/** One control of the catalogue, with the code that checks it. Its id is its path under `checks/`. */
// biome-ignore lint/suspicious/noExplicitAny: each check has facts and parameters of its own; only its own two functions see them.
export interface Check<Fact = any, Params = any> extends Control<Params> {
  /** `file`: judged one file at a time, so an unchanged file is never judged again. `repository`: needs all files together. */
  readonly judged: 'file' | 'repository'
  /** Map: what one file says. A pure function of path and text; the result is plain JSON and cached by blob id. */
  collect(file: SourceFile): Iterable<Fact>
  /** Reduce: what the facts mean under the policy's parameters. Never cached by content. */
  judge(facts: readonly Filed<Fact>[], scope: Scope<Params>): Iterable<Observation>
}

/** What people read about a control: in the docs, in the check run, in the terminal. */
// biome-ignore lint/suspicious/noExplicitAny: see Check.
export interface Control<Params = any> {
  /** The requirement, as a sentence that is true when the check passes. */
  readonly title: string
  /** Weight in the score, and the default severity of its problems. */
  readonly severity: Severity
  /** `static`: a line shows it. `evidence`: a document with content shows it. `attest`: a person has to say so. */
  readonly kind: 'static' | 'evidence' | 'attest'
  /** What the control does in each built-in profile. */
  readonly level: Readonly<Record<Profile, Level>>
  /** Version of the catalogue that brought it: a policy pinned to an older one only advises. */
  readonly since: string
  /** What goes wrong in production otherwise. Markdown. */
  readonly why: string
  /** What to type. Markdown, but readable as plain text: annotations show it as it is. */
  readonly remedy: string
  readonly references: readonly string[]
  /** Globs (minimatch, with dots) of the only files that it ever reads. */
  readonly files: readonly string[]
  /** Literals (ASCII, any case) without one of which a file cannot matter to it: others are not even parsed. */
  readonly hints?: readonly string[]
  /** Classes of paths that it looks at besides production files. */
  readonly also?: readonly ExemptClass[]
  /**
   * Works line by line, so files past the size limit are given to it in pieces that end at a line end.
   * Only for checks judged by file; the engine moves the ranges.
   */
  readonly streams?: boolean
  /** What a policy may set for this check. `policy/` derives parser, JSON Schema and docs from it. */
  readonly params?: ParamSpecs<Params>
  /** For the remediation plan: hours or days of one person, like `30m`, `2h`, `3d`. */
  readonly effort?: string
  readonly examples: Examples
}

export type Profile = 'starter' | 'standard' | 'regulated'

/** `required` can fail a pull request, `advisory` only shows, `off` is not judged. */
export type Level = 'required' | 'advisory' | 'off'

/** The levels of the design: required in all profiles, or advisory until the named profile. */
export const LEVELS = {
  always: { starter: 'required', standard: 'required', regulated: 'required' },
  fromStandard: { starter: 'advisory', standard: 'required', regulated: 'required' },
  fromRegulated: { starter: 'advisory', standard: 'advisory', regulated: 'required' },
  never: { starter: 'advisory', standard: 'advisory', regulated: 'advisory' },
} as const satisfies Record<string, Readonly<Record<Profile, Level>>>

export interface Scope<Params = unknown> {
  /** What the policy sets for this check, completed with the defaults of its `params`. */
  readonly params: Params
  readonly classOf: ClassOf
}

/** A fact and the file it came from. */
export interface Filed<Fact> {
  readonly path: string
  readonly fact: Fact
}

/** One thing looked at: fine, unless it names a problem or says why it cannot be decided. */
export interface Observation {
  /**
   * The *demander*: the metric, the Deployment, the variable; never what satisfies it, and never the value judged.
   * In the file's own words, without line numbers: it identifies the finding across commits. It is printed, so never a secret.
   */
  readonly subject: string
  /** `repository`: identity without path, for a finding that must not jump when an earlier file appears. */
  readonly scope?: 'file' | 'repository' | undefined
  /** A named part of the control, so that one audit row stays one report row. */
  readonly aspect?: string | undefined
  readonly location?: Location | undefined
  readonly problem?: Problem | undefined
  /**
   * Why it cannot be decided from this repository. Beside a problem: why it cannot be decided any more of what has stood there for long;
   * a change that brings it brings the problem.
   */
  readonly unknown?: string | undefined
  /** Digest of the value behind a name. Compared, never rendered, logged or stored outside the facts. */
  readonly secretDigest?: string | undefined
}

export interface Problem {
  /** What is wrong, why it matters and what to do, in a sentence or two of plain text. Never holds a secret. */
  readonly message: string
  readonly rating: ProblemRating
  /** Overrides the severity of the control for this problem. */
  readonly severity?: Severity | undefined
  /** Edits that, applied, make the finding go away and nothing else change. */
  readonly fix?: Fix | undefined
  /** Shown in the tables, never as an annotation. */
  readonly quiet?: boolean | undefined
}

export interface Fix {
  /** What applying it does, in the imperative: `Replace the value by a placeholder`. */
  readonly title: string
  readonly edits: readonly Edit[]
}

/** Replaces a range of the finding's file. An insertion has an empty range. */
export interface Edit {
  readonly range: Range
  readonly text: string
}

/** Tiny repositories, by title: the tests run them and the docs print them. */
export interface Examples {
  /** Exactly the «marked» spans are reported. */
  readonly bad: Readonly<Record<string, Example>>
  /** Something is looked at, and all of it is fine. */
  readonly good: Readonly<Record<string, Example>>
}

/** File texts by path. `«marked»` spans are findings; `{{secret:kind}}` stands for a credential of that shape. */
export type Example = Readonly<Record<string, string>>

export type ParamSpecs<Params> = { readonly [Name in keyof Params]: ParamSpec<Params[Name]> }

export interface ParamSpec<Value> {
  readonly kind: 'number' | 'duration' | 'strings' | 'globs' | 'boolean'
  readonly default: Value
  /** What it changes, for the docs and the editor. */
  readonly means: string
}
