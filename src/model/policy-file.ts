/** `.readiness.yml` as one commit holds it. Only the root counts, and links are never followed. */
export interface PolicyFile {
  /** For the reader: `.readiness.yml at main (1a2b3c4)`. */
  readonly source: string
  readonly content: PolicyContent
}

export type PolicyContent =
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'absent' }
  /** It is there and no text: a link, a folder, or over the size limit of a policy. */
  | { readonly state: 'unusable'; readonly reason: string }

export const POLICY_PATH = '.readiness.yml'
