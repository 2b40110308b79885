import type { Catalogue, Check, CheckId } from '#model/check'
import type { FileObservation } from '#model/checks'
import type { Bundle, UnreadableFile } from '#model/facts'
import { literalScan } from '#model/literals'
import { byPosition, type Position, type Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { attempt } from './attempt.ts'
import { asUtf8, type Decoded, decode } from './decode.ts'
import type { CommentReader } from './engine.ts'
import { globIndex } from './globs.ts'
import { pieces } from './pieces.ts'

/** Map: what one file says to every check of a catalogue. */
export interface Collector {
  /** Whether any check names this path: others are never read. */
  reads(path: string): boolean
  /** Those that do. */
  controls(path: string): readonly CheckId[]
  /**
   * A cheap look at one file: `undefined` where no check needs to see it, else what makes its bundle. That is synchronous:
   * `prepare` must have loaded what the parsers need by then.
   */
  glance(path: string, bytes: Uint8Array): (() => Bundle) | undefined
}

type Named = readonly [id: CheckId, check: Check]

export function collector(catalogue: Catalogue, comments: CommentReader): Collector {
  const checks: readonly Named[] = Object.entries(catalogue)
  const readers = globIndex(checks.flatMap((named) => named[1].files.map((glob) => [glob, named] as const)))
  const hinted = literalScan<Named | CommentReader>([
    [comments.hint, comments],
    ...checks.flatMap((named) => (named[1].hints ?? []).map((hint) => [hint, named] as const)),
  ])
  return {
    reads: (path) => readers(path).size > 0,
    controls: (path) => [...readers(path)].map(([id]) => id).toSorted(),
    glance: (path, content) => {
      const bytes = asUtf8(content)
      const hits = hinted.inBytes(bytes)
      const named = [...readers(path)].filter((one) => !one[1].hints || hits.has(one))
      const reader = hits.has(comments) ? comments : undefined
      return named.length > 0 || reader ? () => collectFrom(path, bytes, named, reader) : undefined
    },
  }
}

function collectFrom(path: string, bytes: Uint8Array, named: readonly Named[], comments: CommentReader | undefined): Bundle {
  const decoded = decode(bytes)
  if (decoded.limit !== undefined) return collectPastLimit(path, bytes, decoded, named)
  const file: SourceFile = { path, text: decoded.text }
  const outcomes = named.map(([id, check]) => ({ id, ...attempt(() => plain(check.collect(file))) }))
  const unparsable = outcomes.filter((outcome) => outcome.unparsable !== undefined)
  const broken = unparsable[0] && { reason: unparsable[0].unparsable!, cause: 'syntax' as const, text: true, controls: idsOf(unparsable) }
  const suppressions = comments?.read(file) ?? []
  return { ...bundle(outcomes, broken), ...(suppressions.length > 0 && { suppressions: plain(suppressions) }) }
}

/** Line by line work goes on past the limit; for all others the file is unreadable. */
function collectPastLimit(path: string, bytes: Uint8Array, decoded: Extract<Decoded, { limit: string }>, named: readonly Named[]): Bundle {
  const streaming = named.filter(([, check]) => check.streams && decoded.looksLikeText)
  const blind = named.filter((one) => !streaming.includes(one))
  const outcomes = streaming.map(([id, check]) => ({ id, ...attempt(() => plain(inPieces(path, bytes, check))) }))
  const unreadable: UnreadableFile = {
    reason: decoded.limit,
    cause: 'limit',
    text: decoded.looksLikeText,
    controls: blind.map(([id]) => id).toSorted(),
  }
  return bundle(outcomes, blind.length > 0 ? unreadable : undefined)
}

function inPieces(path: string, bytes: Uint8Array, check: Check): FileObservation[] {
  const seen = new Map<string, FileObservation>()
  for (const { text, linesBefore, columnsBefore } of pieces(bytes)) {
    const move = ({ line, column }: Position) => ({ line: line + linesBefore, column: line === 1 ? column + columnsBefore : column })
    for (const observation of check.collect({ path, text }) as Iterable<FileObservation>) {
      const moved = movedBy(observation, ({ start, end }) => ({ start: move(start), end: move(end) }))
      // Pieces of one long line overlap: what stands in the overlap is seen twice.
      seen.set(JSON.stringify([moved.aspect, moved.subject, moved.range]), moved)
    }
  }
  return [...seen.values()].toSorted((a, b) => byPosition(a.range, b.range))
}

function movedBy({ range, problem, ...rest }: FileObservation, move: (range: Range) => Range): FileObservation {
  const fix = problem?.fix && { ...problem.fix, edits: problem.fix.edits.map((edit) => ({ ...edit, range: move(edit.range) })) }
  return { ...rest, range: range && move(range), problem: problem && { ...problem, fix } }
}

type Outcome = { readonly id: CheckId; readonly value?: unknown[] | undefined; readonly error?: string | undefined }

function bundle(outcomes: readonly Outcome[], unreadable: UnreadableFile | undefined): Bundle {
  const facts = Object.fromEntries(outcomes.flatMap(({ id, value }) => (value && value.length > 0 ? [[id, value]] : [])))
  const errors = Object.fromEntries(outcomes.flatMap(({ id, error }) => (error ? [[id, error]] : [])))
  return { facts, ...(Object.keys(errors).length > 0 && { errors }), ...(unreadable && { unreadable }) }
}

function idsOf(outcomes: readonly { readonly id: CheckId }[]): CheckId[] {
  return outcomes.map(({ id }) => id).toSorted()
}

/** As the store will give them back, so that the first evaluation and all later ones judge the same data. */
function plain<Fact>(facts: Iterable<Fact>): Fact[] {
  const all = [...facts]
  return all.length === 0 ? all : (JSON.parse(JSON.stringify(all)) as Fact[])
}
