import type { BuiltUser } from './dockerfile-user.ts'
import type { PodUser, Privilege } from './pod-security.ts'

/** What one file says about who runs in containers. Plain data. */
export type UserFact =
  | { readonly is: 'built'; readonly built: BuiltUser }
  | { readonly is: 'pod'; readonly pod: PodUser }
  | { readonly is: 'privilege'; readonly privilege: Privilege }
  /** A service of a Compose file builds this stage of the Dockerfile at this path. */
  | { readonly is: 'target'; readonly dockerfile: string; readonly stage: string }
  /** This script changes from root to another user. */
  | { readonly is: 'steps down' }
  /** The Dockerfile in this folder is that of a GitHub action, which has to run as root. */
  | { readonly is: 'action' }
