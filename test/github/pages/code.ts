import { readCommit } from '../git/repository.ts'
import { findEntry } from '../git/tree.ts'
import type { Annotation } from '../state/check-nouns.ts'
import type { Repository } from '../state/nouns.ts'

export interface CodeLine {
  readonly number: number
  readonly before: string
  /** The annotated part. */
  readonly marked: string
  readonly after: string
  readonly isAnnotated: boolean
}

const CONTEXT = 3
const LONGEST = 400

/** The lines around an annotation, from the real blob; none where the file is not in the commit. */
export async function codeAround(repository: Repository, sha: string, annotation: Annotation): Promise<readonly CodeLine[]> {
  const commit = await readCommit(repository.git, sha)
  const entry = commit && (await findEntry(repository.git, commit.tree, annotation.path))
  const object = entry?.type === 'blob' ? await repository.git.objects.read(entry.oid) : undefined
  if (object === undefined || object.content.includes(0)) return []
  const lines = object.content.toString('utf8').split(/\r?\n/)
  const first = Math.max(annotation.start_line - CONTEXT, 1)
  const last = Math.min(annotation.end_line + CONTEXT, lines.at(-1) === '' ? lines.length - 1 : lines.length)
  return lines.slice(first - 1, last).map((text, index) => codeLine(text, first + index, annotation))
}

function codeLine(text: string, number: number, annotation: Annotation): CodeLine {
  const isAnnotated = number >= annotation.start_line && number <= annotation.end_line
  const { start_column: from, end_column: to } = annotation
  const [start, end] = isAnnotated && from !== null && to !== null ? [from - 1, to] : [0, 0]
  return { number, before: cut(text.slice(0, start)), marked: cut(text.slice(start, end)), after: cut(text.slice(end)), isAnnotated }
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
}
