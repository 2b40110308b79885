import { z } from 'zod'
import type { CheckId } from '#model/check'
import type { Conclusion } from '#model/verdict'
import { readDocument } from './document.ts'
import { shapeProblems } from './issues.ts'
import type { Parsed } from './layer.ts'
import { byPlace, type PolicyProblem, problemAt, quote } from './problem.ts'
import { text } from './schema-parts.ts'
import { didYouMean } from './suggest.ts'

const files = z.record(z.string(), z.string().max(200_000))

/** The language of a file of cases: what a policy must fail and what it must let pass. */
export const casesSchema = z
  .strictObject({
    cases: z
      .array(
        z.strictObject({
          name: text.describe('What the case shows.'),
          base: files.optional().describe('Files of the base, by path. Default: none.'),
          files: files.describe('What the pull request writes, by path; the rest of the base stays.'),
          deletes: z.array(text).max(1000).optional().describe('Paths of the base that the pull request deletes.'),
          expect: z.enum(['pass', 'fail']).describe('Whether the gate must let it pass.'),
          controls: z.array(text).max(200).optional().describe('With `fail`: exactly these controls block.'),
          as_of: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}$/, 'A day is written YYYY-MM-DD.')
            .optional()
            .describe('The day on which waivers are judged.'),
        }),
      )
      .min(1)
      .max(1000)
      .describe('The cases, each a small pull request.'),
  })
  .describe('Cases of a readiness policy, for `readiness policy test`.')

export interface PolicyCase {
  readonly name: string
  readonly base: Readonly<Record<string, string>>
  readonly head: Readonly<Record<string, string>>
  readonly expect: 'pass' | 'fail'
  readonly controls?: readonly CheckId[] | undefined
  readonly asOf?: string | undefined
  /** Of its name, for the report. */
  readonly line: number
}

/** Reads a file of cases: all of them, or all mistakes. */
export function parseCases(source: string, path: string, known: Iterable<CheckId>): Parsed<{ readonly cases: readonly PolicyCase[] }> {
  const document = readDocument(source, path)
  if ('problems' in document) return { problems: document.problems.toSorted(byPlace) }
  const { value, places } = document
  const shape = shapeProblems(casesSchema, value, places, path)
  if (shape.length > 0) return { problems: shape.toSorted(byPlace) }
  const { cases } = casesSchema.parse(value)
  const ids = [...known]
  const unknown = cases.flatMap(({ controls = [] }, index) =>
    controls.flatMap((id, at): PolicyProblem[] =>
      ids.includes(id)
        ? []
        : [problemAt(path, places.value(['cases', index, 'controls', at]), `${quote(id)} is not a control.`, didYouMean(id, ids))],
    ),
  )
  if (unknown.length > 0) return { problems: unknown }
  return {
    cases: cases.map(({ name, base = {}, files, deletes = [], expect, controls, as_of }, index) => {
      const kept = Object.entries(base).filter(([file]) => !deletes.includes(file))
      return {
        name,
        base,
        head: { ...Object.fromEntries(kept), ...files },
        expect,
        controls,
        asOf: as_of,
        line: places.value(['cases', index]).start.line,
      }
    }),
  }
}

/** What judging a case gave. */
export interface Judged {
  readonly conclusion: Conclusion
  readonly blocking: readonly CheckId[]
  readonly reasons: readonly string[]
}

export interface CaseResult {
  readonly name: string
  readonly line: number
  /** Absent: as expected. */
  readonly fault?: string | undefined
}

/** Holds the verdict against what the case expects. */
export function checkCase({ name, line, expect, controls }: PolicyCase, { conclusion, blocking, reasons }: Judged): CaseResult {
  const found = [...new Set(blocking)].toSorted()
  const failed = conclusion !== 'success' && conclusion !== 'neutral'
  if (failed !== (expect === 'fail'))
    return { name, line, fault: `expected to ${expect}, but it ended in ${conclusion}: ${reasons.join(' ')}` }
  const wanted = controls?.toSorted()
  if (expect === 'fail' && wanted && wanted.join() !== found.join())
    return { name, line, fault: `expected to be blocked by ${wanted.join(', ')}, but ${found.join(', ') || 'nothing'} did` }
  return { name, line }
}
