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

/** How many lines each file has that says something. Nothing is kept of their contents. */
export async function lineCounts(snapshot: Snapshot, { files }: Evaluation): Promise<(path: string) => number | undefined> {
  const counts = new Map<string, number>()
  const blobs = files.paths().flatMap((path) => files.blobOf(path) ?? [])
  for await (const { blob, bytes } of snapshot.read([...new Set(blobs)])) if (bytes) counts.set(blob, linesIn(bytes))
  return (path) => counts.get(files.blobOf(path) ?? '')
}

const [LF, CR] = [10, 13]

/** `\n`, `\r\n` and a lone `\r` end lines, as in an editor. */
function linesIn(bytes: Uint8Array): number {
  let lines = 0
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) lines += 1
  const last = bytes.at(-1)
  return bytes.length > 0 && last !== LF && last !== CR ? lines + 1 : lines
}
