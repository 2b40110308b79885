import { hasId } from './git-object.ts'

/** The policy file of one commit. Absent, unusable and present are three states: only the first means "no policy". */
export type PolicyEntry =
  | { readonly state: 'absent' }
  /** A path is there, but no text that could be a policy. */
  | { readonly state: 'unusable'; readonly reason: string; readonly blob: string }
  | { readonly state: 'text'; readonly text: string; readonly blob: string }

export interface RawEntry {
  readonly mode: number
  readonly oid: string
  readonly object: { readonly text?: string | null; readonly isTruncated?: boolean } | null
}

export function policyEntry(file: RawEntry | null): PolicyEntry {
  if (!file) return { state: 'absent' }
  const unusable = (reason: string): PolicyEntry => ({ state: 'unusable', reason, blob: file.oid })
  if (file.mode === 0o120000) return unusable('it is a symbolic link, and links are not followed')
  if ((file.mode & 0o170000) !== 0o100000) return unusable('it is not a file')
  if (file.object?.isTruncated) return unusable('it is larger than 500 KB')
  const text = file.object?.text
  if (typeof text !== 'string' || !hasId(Buffer.from(text, 'utf8'), file.oid)) return unusable('it is not UTF-8 text')
  return { state: 'text', text, blob: file.oid }
}
