import type { Range } from '#model/location'
import type { Service } from '../services.ts'

export type ServiceLanguage = Service['language']

/** What one file says about how metrics leave a process. Plain JSON. */
export type ExposureFact =
  | Exposed
  /** A library of metrics is used; whether anyone can read them is said elsewhere. */
  | { readonly says: 'used'; readonly library: string; readonly language: ServiceLanguage; readonly range: Range }
  /** Telemetry is set up by a function from elsewhere: `init_telemetry(app)`. */
  | { readonly says: 'delegated'; readonly to: string; readonly language: ServiceLanguage }
  /** The definition of such a function. */
  | { readonly says: 'defined'; readonly name: string }

export interface Exposed {
  readonly says: 'exposed'
  /** A route serves the metrics of its own server; what pushes or listens by itself serves any process that runs it. */
  readonly by: 'route' | 'process'
  /** Absent: of every language, as an exporter beside it does. */
  readonly language?: ServiceLanguage | undefined
  /** Only for processes of this kind: an exporter of a queue says nothing of the API. */
  readonly role?: 'worker' | undefined
}
