import type { PolicyContent } from '#model/policy-file'
import { hasId } from './git-object.ts'

export interface RawEntry {
  readonly mode: number
  readonly oid: string
  readonly object: { readonly text?: string | null; readonly isTruncated?: boolean } | null
}

/** Absent, unusable and present are three states: only the first means that there is no policy. */
export function policyEntry(file: RawEntry | null): PolicyContent {
  if (!file) return { state: 'absent' }
  const unusable = (reason: string): PolicyContent => ({ state: 'unusable', reason })
  if (file.mode === 0o120000) return unusable('it is a symbolic link, and links are not followed')
  if ((file.mode & 0o170000) !== 0o100000) return unusable('it is not a file')
  if (file.object?.isTruncated) return unusable('it is larger than 500 KB')
  const text = file.object?.text
  if (typeof text !== 'string' || !hasId(Buffer.from(text, 'utf8'), file.oid)) return unusable('it is not UTF-8 text')
  return { state: 'text', text }
}
