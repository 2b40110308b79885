import type { RawFile } from './engine.ts'

/** Files on their way to another thread, with one buffer for all: it changes hands and is not copied again. */
export interface Batch {
  readonly files: readonly { readonly path: string; readonly length: number }[]
  readonly bytes: ArrayBuffer
}

/** What a snapshot reads may be a window on a larger buffer, or be kept by others: so it is put together here, and stays as it was. */
export function pack(files: readonly RawFile[]): Batch {
  const all = new Uint8Array(files.reduce((sum, { bytes }) => sum + bytes.length, 0))
  let end = 0
  for (const { bytes } of files) {
    all.set(bytes, end)
    end += bytes.length
  }
  return { files: files.map(({ path, bytes }) => ({ path, length: bytes.length })), bytes: all.buffer }
}

export function unpack({ files, bytes }: Batch): RawFile[] {
  let end = 0
  return files.map(({ path, length }) => {
    end += length
    return { path, bytes: Buffer.from(bytes, end - length, length) }
  })
}
