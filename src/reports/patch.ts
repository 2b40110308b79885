import { diff } from 'fast-myers-diff'
import type { Finding } from '#model/finding'
import type { Range } from '#model/location'
import { applyEdits } from './edits.ts'
import { visible } from './escape.ts'
import { planFixes } from './fixes.ts'
import { compareText } from './order.ts'
import type { ReadableFile } from './readable.ts'

/** What `git apply` takes, file by file. */
export interface FilePatch {
  readonly path: string
  readonly text: string
  readonly findings: readonly Finding[]
}

const CONTEXT = 3
/** A patch is copied from a page: a longer line would not survive that. */
const LONGEST_LINE = 2000

/**
 * The fixes of these findings as patches. Left out is what a patch on a page would show or break: lines that hold a secret,
 * hidden characters, CRLF. `readiness check --fix` applies those too.
 */
export function patchesFor(findings: readonly Finding[], open: (path: string) => ReadableFile | undefined): readonly FilePatch[] {
  const { applied } = planFixes(findings)
  const byPath = Map.groupBy(applied, ({ location }) => location!.path)
  return [...byPath].toSorted(([a], [b]) => compareText(a, b)).flatMap(([path, own]) => patchOf(path, own, open(path)) ?? [])
}

function patchOf(path: string, findings: readonly Finding[], file: ReadableFile | undefined): FilePatch | undefined {
  if (!file || file.text.includes('\r')) return undefined
  const shown = findings.filter(({ fix }) => fix!.edits.every(({ range }) => file.contains(range) && isPresentable(file, range)))
  const edits = shown.flatMap(({ fix }) => fix!.edits)
  if (edits.length === 0) return undefined
  const text = unifiedDiff(path, file.text, applyEdits(file.text, planFixes(shown).edits.get(path)!))
  return text === '' ? undefined : { path, text, findings: shown }
}

function isPresentable(file: ReadableFile, { start, end }: Range): boolean {
  for (let line = Math.max(1, start.line - CONTEXT); line <= Math.min(file.lines, end.line + CONTEXT); line++) {
    const raw = file.raw(line)
    if (file.holdsSecret(line) || raw.length > LONGEST_LINE || visible(raw) !== raw) return false
  }
  return true
}

/** A unified diff of one file, with the header that git wants; empty where nothing changes. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const [old, now] = [lined(before), lined(after)]
  const changes = [...diff(old, now)]
  if (changes.length === 0) return ''
  const [a, b] = [quoted(`a/${path}`), quoted(`b/${path}`)]
  return `diff --git ${a} ${b}\n--- ${a}\n+++ ${b}\n${hunked(changes)
    .map((hunk) => renderHunk(hunk, old, now))
    .join('')}`
}

type Change = readonly [from: number, to: number, nowFrom: number, nowTo: number]

/** Changes whose context would touch share a hunk. */
function hunked(changes: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = []
  for (const change of changes) {
    const last = hunks.at(-1)
    if (last && change[0] - last.at(-1)![1] <= 2 * CONTEXT) last.push(change)
    else hunks.push([change])
  }
  return hunks
}

function renderHunk(changes: readonly Change[], old: readonly string[], now: readonly string[]): string {
  const [first, last] = [changes[0]!, changes.at(-1)!]
  const from = Math.max(0, first[0] - CONTEXT)
  const to = Math.min(old.length, last[1] + CONTEXT)
  const nowFrom = first[2] - (first[0] - from)
  const nowTo = last[3] + (to - last[1])
  const rows: string[] = []
  let at = from
  for (const [start, end, nowStart, nowEnd] of changes) {
    rows.push(...old.slice(at, start).map((line) => row(' ', line)))
    rows.push(...old.slice(start, end).map((line) => row('-', line)), ...now.slice(nowStart, nowEnd).map((line) => row('+', line)))
    at = end
  }
  rows.push(...old.slice(at, to).map((line) => row(' ', line)))
  return `@@ -${span(from, to)} +${span(nowFrom, nowTo)} @@\n${rows.join('')}`
}

function span(from: number, to: number): string {
  return `${to > from ? from + 1 : from},${to - from}`
}

function row(sign: ' ' | '-' | '+', line: string): string {
  return line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`
}

/** Lines with their ends. */
function lined(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** Git's way to write a path that holds quotes, backslashes or control characters. */
function quoted(path: string): string {
  if (!/["\\\p{Cc}]/u.test(path)) return path
  const bytes = Array.from(Buffer.from(path), (byte) => {
    const character = String.fromCharCode(byte)
    if (character === '"' || character === '\\') return `\\${character}`
    return byte < 0x20 || byte >= 0x7f ? `\\${byte.toString(8).padStart(3, '0')}` : character
  })
  return `"${bytes.join('')}"`
}
