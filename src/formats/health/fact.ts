import type { Range } from '#model/location'
import type { Looks } from './handler.ts'

export type HealthLanguage = 'python' | 'node' | 'go' | 'java' | 'ruby' | 'php' | 'csharp'

/** What a file says about how others can ask whether a process is well. Plain JSON. */
export type HealthFact =
  | {
      readonly says: 'endpoint'
      readonly language: HealthLanguage
      /** What its path promises. */
      readonly purpose: 'live' | 'ready' | 'any'
      /** `GET /health`. */
      readonly subject: string
      /** Absent: its handler stands in another file, under this name, or cannot be told. */
      readonly looks?: Looks | undefined
      readonly handler?: string | undefined
      readonly range: Range
    }
  /** A function that may be the handler of an endpoint in another file. */
  | { readonly says: 'handler'; readonly name: string; readonly looks: Looks; readonly range: Range }
  /** A library serves it, with checks of its own. */
  | { readonly says: 'library'; readonly language: HealthLanguage }
  | {
      readonly says: 'store'
      readonly language: HealthLanguage
      readonly name: string
      /** Its name does not say which: a module of the project, or any database that speaks SQL. */
      readonly isAny: boolean
    }
  /** A database that lives in the process and is away only when the process is. */
  | { readonly says: 'embedded'; readonly language: HealthLanguage }
  /** Something asks a worker whether it is well, or the worker says so by itself. */
  | { readonly says: 'worker' }
