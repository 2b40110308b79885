import type { Range } from '#model/location'
import type { Language } from '../code/view.ts'

/** Where a long-running process begins: the object, class or setting without which it would not answer anyone. */
export interface ServiceEntry {
  /** `FastAPI`, `Express`, `net/http`, `gRPC`, `Celery`. */
  readonly framework: string
  readonly language: Language
  /** `http` and `grpc` answer callers, a `worker` takes jobs from a queue. */
  readonly role: 'http' | 'grpc' | 'worker'
  /** What it is called there: `app`, `ShopApplication`. */
  readonly name?: string | undefined
  readonly range: Range
}

/** What one file says about services. Plain JSON. */
export type ServiceFact =
  | { readonly says: 'entry'; readonly entry: ServiceEntry }
  /** A manifest stands here: its folder is built and shipped as one. */
  | { readonly says: 'root' }
  /** A Go program, without which servers in its module are a library's. */
  | { readonly says: 'program' }
  /** A server of Node is told to listen: where it is made, or elsewhere in its folder. */
  | { readonly says: 'listens' }
  /** The application is handed to a platform that runs functions: Lambda, Cloud Functions. */
  | { readonly says: 'function' }
