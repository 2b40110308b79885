import type { Annotation } from '../state/check-nouns.ts'
import type { RunInput } from '../state/checks.ts'
import type { Limits } from '../state/limits.ts'
import { invalid } from './operation.ts'

/** What GitHub refuses and its description does not say: bytes, the rules for annotations, a completion without conclusion. */
export function checkRunInput(limits: Limits, input: RunInput): void {
  const { output, status, conclusion, completed_at: completedAt } = input
  if (conclusion === undefined && (status === 'completed' || completedAt !== undefined))
    throw invalid('CheckRun', 'conclusion', 'missing_field')
  if (conclusion === 'stale') throw invalid('CheckRun', 'conclusion', 'invalid', 'Only GitHub can set the conclusion `stale`.')
  for (const field of ['summary', 'text'] as const) {
    if (bytes(output?.[field]) > limits.outputBytes) {
      throw invalid('CheckRun', field, 'custom', `${field} exceeds a maximum bytesize of ${limits.outputBytes}`)
    }
  }
  const annotations = output?.annotations ?? []
  const most = limits.annotationsPerRequest
  if (annotations.length > most)
    throw invalid('CheckRun', 'annotations', 'custom', `No more than ${most} items are allowed; ${annotations.length} were supplied.`)
  if (annotations.some((annotation) => !isValid(limits, annotation))) throw invalid('CheckRun', 'annotations', 'invalid')
}

function bytes(text: string | null | undefined): number {
  return Buffer.byteLength(text ?? '')
}

function isValid(limits: Limits, annotation: Annotation): boolean {
  const { path, start_line: start, end_line: end, message, title, raw_details: details } = annotation
  return (
    path !== '' &&
    start >= 1 &&
    end >= start &&
    hasValidColumns(annotation) &&
    message !== '' &&
    bytes(message) <= limits.annotationTextBytes &&
    bytes(details) <= limits.annotationTextBytes &&
    Array.from(title ?? '').length <= limits.annotationTitle
  )
}

function hasValidColumns({ start_line: line, end_line: end, start_column: from, end_column: to }: Partial<Annotation>): boolean {
  if ((from ?? undefined) === undefined && (to ?? undefined) === undefined) return true
  return line === end && typeof from === 'number' && typeof to === 'number' && from >= 1 && to >= from
}
