import type { Evaluation } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { Snapshot } from '#model/snapshot'
import { decode } from './decode.ts'

/** The texts of the files that these findings are in, for code frames and patches. Files past the limits have none. */
export async function contentsOf(
  snapshot: Snapshot,
  { files }: Evaluation,
  findings: readonly Finding[],
): Promise<(path: string) => string | undefined> {
  const paths = new Map(
    [...new Set(findings.flatMap(({ location }) => location?.path ?? []))].flatMap((path) => {
      const blob = files.blobOf(path)
      return blob === undefined ? [] : [[path, blob] as const]
    }),
  )
  const texts = new Map<string, string | undefined>()
  for await (const { blob, bytes } of snapshot.read([...new Set(paths.values())])) texts.set(blob, bytes && decode(bytes).text)
  return (path) => texts.get(paths.get(path) ?? '')
}
