import type { RunAnnotation } from './check-run.ts'

/**
 * What GitHub takes of an annotation: one that it refuses sinks the whole request, without a word on which it was.
 * Columns that it would refuse are left out; an annotation that cannot be mended is `undefined`.
 */
export function acceptable(annotation: RunAnnotation): RunAnnotation | undefined {
  const { path, startLine, endLine, startColumn, endColumn, level, title, message } = annotation
  const placed = isPosition(startLine) && isPosition(endLine) && startLine <= endLine
  if (!placed || !isPath(path) || message.trim() === '' || bytes(message) > MESSAGE) return undefined
  const sameLine = startLine === endLine && isPosition(startColumn) && isPosition(endColumn) && startColumn <= endColumn
  const columns = sameLine ? { startColumn, endColumn } : {}
  return { path, startLine, endLine, ...columns, level, title: title.slice(0, TITLE), message }
}

const MESSAGE = 64_000
const TITLE = 255

function isPosition(value: number | undefined): value is number {
  return Number.isSafeInteger(value) && value! >= 1 && value! < 2 ** 31
}

function isPath(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.includes('\0')
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}
