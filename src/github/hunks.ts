import type { Repository } from './repository.ts'

/** The first and the last line of the head that one hunk of a diff shows. */
export interface Hunk {
  readonly first: number
  readonly last: number
}

/** GitHub ends at 3,000 files; whoever changes so many is not waiting for suggestions. */
const MOST_PAGES = 10

/** What the diff of a pull request shows of these files, as comments on lines know it. A diff that GitHub does not give shows nothing. */
export async function readHunks({ client, at }: Repository, number: number, paths: ReadonlySet<string>) {
  const hunks = new Map<string, readonly Hunk[]>()
  for (let page = 1; page <= MOST_PAGES && hunks.size < paths.size; page++) {
    const { data } = await client.rest.pulls.listFiles({ ...at, pull_number: number, per_page: 100, page })
    for (const { filename, patch } of data) if (paths.has(filename)) hunks.set(filename, hunksOf(patch ?? ''))
    if (data.length < 100) break
  }
  return hunks
}

/** The hunks of a patch, by their headers: what stands between is not read. */
export function hunksOf(patch: string): readonly Hunk[] {
  return Array.from(patch.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm), ([, start, length = '1']) => {
    const first = Number(start)
    return { first, last: first + Number(length) - 1 }
  })
}
