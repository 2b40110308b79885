import { createHash } from 'node:crypto'
import type { CheckId } from '#model/check'
import type { Bundle } from '#model/facts'
import type { BlobId } from '#model/snapshot'

/** Into how many parts the files of a tree are dealt out: so few that all can be named for a tree, so many that each is small. */
export const PARTS = 256

/** What some of the files of a tree say. Trees share the parts in which they have the same files. */
export interface Part {
  /** Equal for equal files under one version of the sources. */
  readonly id: string
  /** The checks that have facts here, each with a digest of them. */
  readonly checks: Readonly<Record<CheckId, string>>
  /** What is to be said of single files besides facts. */
  readonly remarks: readonly (readonly [path: string, remarks: Remarks])[]
  /** Every file that says something. */
  blobs(): ReadonlyMap<string, BlobId>
  /** By path. */
  facts(check: CheckId): readonly FiledFacts[]
}

export type Remarks = Omit<Bundle, 'facts'>
export type FiledFacts = readonly [path: string, facts: readonly unknown[]]

export interface FileState {
  readonly blob: BlobId
  readonly bundle: Bundle
}

/** FNV-1a: the part that a path belongs to. */
export function partIndex(path: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < path.length; index++) hash = Math.imul(hash ^ path.charCodeAt(index), 0x01000193)
  return ((hash >>> 16) ^ hash) & (PARTS - 1)
}

/** All parts of a tree. */
export function partsFrom(version: string, files: ReadonlyMap<string, FileState>): readonly Part[] {
  const groups = Map.groupBy(files, ([path]) => partIndex(path))
  return Array.from({ length: PARTS }, (_, index) => partFrom(version, groups.get(index) ?? []))
}

export function partFrom(version: string, files: Iterable<readonly [string, FileState]>): Part {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const said = sorted.flatMap(([path, { bundle }]) =>
    Object.entries(bundle.facts).map(([check, own]) => ({ check, filed: [path, own] as const })),
  )
  const facts = new Map([...Map.groupBy(said, ({ check }) => check)].map(([check, own]) => [check, own.map(({ filed }) => filed)]))
  const blobs = new Map(sorted.map(([path, { blob }]) => [path, blob]))
  return {
    id: digest([version, ...blobs]),
    checks: Object.fromEntries([...facts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([check, own]) => [check, digest(own)])),
    remarks: sorted.flatMap(([path, { bundle }]) => remarksOn(path, bundle)),
    blobs: () => blobs,
    facts: (check) => facts.get(check) ?? [],
  }
}

function remarksOn(path: string, { errors, unreadable, suppressions }: Bundle): Part['remarks'] {
  if (!errors && !unreadable && !suppressions) return []
  return [[path, { ...(errors && { errors }), ...(unreadable && { unreadable }), ...(suppressions && { suppressions }) }]]
}

/** The files of a part as they were put into it. */
export function filesIn(part: Part): Map<string, FileState> {
  const facts = new Map([...part.blobs().keys()].map((path) => [path, {} as Record<CheckId, readonly unknown[]>]))
  for (const check of Object.keys(part.checks)) for (const [path, own] of part.facts(check)) facts.get(path)![check] = own
  const remarks = new Map(part.remarks)
  return new Map([...part.blobs()].map(([path, blob]) => [path, { blob, bundle: { facts: facts.get(path)!, ...remarks.get(path) } }]))
}

/** 128 bits: nobody gains anything by making two parts of a repository of their own collide. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)
}
